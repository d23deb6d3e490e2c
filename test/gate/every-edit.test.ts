import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { replay } from '../../cli/replay/replay.ts';
import type { SaidInput } from '../../api/leads/program-input.ts';
import { loadApp } from '../../config/load-app.ts';
import { quietReplays, type HistoryToReplay } from '../../testing/replay.ts';
import { changed, editsOf, safeEditsOf, type Edit } from './edits.ts';
import { simulatedRuns, trace, waitingBefore, waitingBehind, type Run } from './runs.ts';
import { readProgram, type ProgramSource } from './sites.ts';
import { bundleOfVersions, inVersion, named } from './versions.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 600_000 });

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, '.trellis', 'every-edit');

/**
 * Calls of verbs behind which no simulated lead waits, so that no edit of them is tried. The gate must not lose sight of more: let the
 * simulated leads do more, rather than make a list longer.
 */
const unseen: Readonly<Record<string, readonly string[]>> = {
  'newcomers.ts': [
    // The track ends right behind them.
    'educate: lead.useNextPersona()',
    'reEngage: lead.slowDown()',
    'reEngage: lead.useNextPersona()',
    // No simulated lead activates a trial before a call, or misses one.
    "qualify: lead.email('first-steps')",
    "qualify: lead.email('missed-call')",
  ],
  'b2b-software.ts': [
    // The track ends right behind them.
    'educate: lead.useNextPersona()',
    'reEngage: lead.slowDown()',
    'reEngage: lead.useNextPersona()',
    // The simulated leads come to these tracks later than the simulation lasts.
    "offer: lead.email('trial-reminder')",
    "offer: reminder.metGoal({ within: '7 days' })",
    "trialHelp: lead.email('trial-help')",
    "trialHelp: help.metGoal({ within: '10 days' })",
    'quarterly: lead.email(topic)',
    "quarterly: touch.metGoal({ within: '90 days' })",
    'goodbye: lead.email(lead.next)',
    'goodbye: spare?.clicked({ byDay: 7 })',
    "goodbye: lead.email('goodbye')",
    "goodbye: goodbye.metGoal({ within: '3 days' })",
    // No simulated lead misses a call, or activates a trial before it is handed over.
    "qualify: lead.email('tried-to-reach-you')",
    "qualify: lead.email('left-you-a-voicemail')",
    "qualify: lead.email('trial-activated')",
    "sales: lead.email('trial-activated')",
  ],
  'onboarding.ts': [
    // No simulated lead gets stuck, activates a trial, or finds a voicemail.
    "stuck: lead.call('got stuck in the trial', { team: 'inside-sales', sla: 'fastTrack', within: '3 days' })",
    "qualify: lead.email('trial-activated')",
    "qualify: lead.email('left-you-a-voicemail')",
  ],
  'trade-fair.ts': [
    // No simulated lead has handed in a card at the stand, which allows texts.
    "text: lead.send('sms', 'missed-your-call', { fair: lead.input.fair })",
    "text: text.metGoal({ within: '2 days' })",
    // No simulated lead misses a call of that track.
    "call: lead.email('tried-to-reach-you')",
    "call: lead.email('left-you-a-voicemail')",
  ],
  'win-back.ts': [
    // No simulated lead has a renewal date, and none books a meeting.
    "remember: lead.email('what-has-changed')",
    "remember: changed.metGoal({ within: '30 days' })",
    "sales: lead.email('meeting-confirmed', { meetingAt })",
  ],
};

/** What campaigns say of the programs that ask for it. */
const inputs: Readonly<Record<string, SaidInput>> = {
  'webinar.ts': { webinar: 'gate-talk-7', title: 'How to say no', startsAt: '2026-04-02T16:00:00+02:00' },
  'trade-fair.ts': { fair: 'Hanover' },
};

/** How many leads stand for all that wait at one place. */
const LEADS = 2;

beforeAll(quietReplays);
afterAll(() => rm(folder, { recursive: true, force: true }));

for (const dir of ['test/app', 'example', 'cli/init/template']) {
  const programs = join(root, dir, 'programs');
  const files = (await readdir(programs)).filter((file) => file.endsWith('.ts') && file !== 'index.ts');
  describe.each(files)(`${dir}/programs/%s`, (file) => {
    let edits: readonly Edit[];
    let safe: readonly Edit[];
    let runs: readonly Run[];
    /** Replays leads, each with the code after an edit. @returns those that fit, by their edit */
    let fitting: (tries: readonly Try[]) => Promise<Try[]>;

    beforeAll(async () => {
      const app = await loadApp(join(root, dir));
      const path = join(programs, file);
      const program = readProgram(path, await readFile(path, 'utf8'));
      edits = editsOf(program);
      safe = safeEditsOf(program);
      const all = [...edits, ...safe];
      const sources = [...all.map(({ source }) => source), probing(program)].map((source, n) => named(program, source, n));
      const bundle = await bundleOfVersions(join(folder, program.id), app.workflowsPath, path, sources);
      runs = await simulatedRuns(app, program.id, inputs[file]);
      await trace(
        bundle,
        runs.map((run) => ({ ...run, ...inVersion(run, all.length) })),
      );
      fitting = async (tries) => {
        const versions = tries.map(({ edit, part }, n) => inVersion({ ...part, workflowId: String(n) }, all.indexOf(edit)));
        const { broken } = await replay(bundle, each(versions), () => {});
        const unfit = new Set(broken.flatMap(({ workflowIds }) => workflowIds));
        return tries.filter((_, n) => !unfit.has(String(n)));
      };
    });

    test('every swap, removal, insertion and replacement of a verb breaks each lead that waits after it', async () => {
      const tries = edits.flatMap((edit) => parts(edit, waitingBehind));
      console.log(`${edits.length} edits, ${tries.length} leads behind them`);
      expect((await fitting(tries)).map(({ edit }) => edit.what)).toEqual([]);
    });

    test('no edit breaks a lead that waits before it', async () => {
      const tries = edits.flatMap((edit) => parts(edit, waitingBefore));
      console.log(`${tries.length} leads before them`);
      const fit = new Set(await fitting(tries));
      expect(tries.filter((one) => !fit.has(one)).map(({ edit }) => edit.what)).toEqual([]);
    });

    test('texts, a new track and what patched() guards break no lead', async () => {
      const someOfEachTrack = Object.values(Object.groupBy(runs, ({ track }) => track)).flatMap((all) => all!.slice(0, LEADS));
      const tries = safe.flatMap((edit) => someOfEachTrack.map((part) => ({ edit, part })));
      const fit = new Set(await fitting(tries));
      expect(tries.filter((one) => !fit.has(one)).map(({ edit }) => edit.what)).toEqual([]);
    });

    test('a lead waits after every verb, except where this file says so', () => {
      const nobody = edits.filter((edit) => parts(edit, waitingBehind).length === 0).map(({ at }) => at);
      expect(new Set(nobody)).toEqual(new Set(unseen[file]));
    });

    /** Leads that wait before or behind the place of an edit. */
    function parts(edit: Edit, waiting: typeof waitingBehind): Try[] {
      const found = runs.flatMap((run) => {
        if (edit.track !== undefined && edit.track !== run.track) return [];
        const event = edit.site === undefined ? run.recorded.get(edit.verb!) : run.passed.get(edit.site);
        const part = event === undefined ? undefined : waiting(run, event);
        return part ? [{ edit, part }] : [];
      });
      return found.slice(0, LEADS);
    }
  });
}

interface Try {
  readonly edit: Edit;
  readonly part: HistoryToReplay;
}

/** The program, which tells of each call of a verb. */
function probing({ text, sites }: ProgramSource): string {
  const probes = sites.map(({ start, end }, n) => ({ start, end, by: `(sites.passed(${n}), ${text.slice(start, end)})` }));
  return `${changed(text, probes)}
import { proxySinks } from '@temporalio/workflow';
const { sites } = proxySinks();`;
}

async function* each<T>(all: readonly T[]): AsyncIterable<T> {
  for (const one of all) yield await Promise.resolve(one);
}

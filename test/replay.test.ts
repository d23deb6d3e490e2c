import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bundleForReplay } from '../cli/replay/bundle-for-replay.ts';
import { guardOf } from '../cli/replay/guard.ts';
import { replay } from '../cli/replay/replay.ts';
import { replayedText } from '../cli/replay/replayed-text.ts';
import { loadBundle } from '../testing/engine.ts';
import { DAY } from '../domain/time/duration.ts';
import type { Person } from '../testing/person.ts';
import type { Story } from '../testing/story.ts';
import { quietReplays, replayAll } from '../testing/replay.ts';
import { beginExampleStory, example } from './support/example.ts';
import { fileOf, isRecording, record, recorded } from './support/recorded.ts';
import { programStories } from './support/program-stories.ts';
import { sharedStories, sharedStoryNames, type StoryPlace } from './support/shared-stories.ts';
import { guide } from './support/guide.ts';

vi.setConfig({ testTimeout: 120_000 });

const root = fileURLToPath(new URL('..', import.meta.url));
/** Inside the repository, where packages are found. */
const allEdited = join(root, '.trellis', 'edited-workflows');
let copies = 0;

beforeAll(async () => {
  quietReplays();
  if (isRecording) await recordOnVirtualEngine();
});
afterAll(() => rm(allEdited, { recursive: true, force: true }));

/** What only time does, besides what both engines tell. */
const moreStories = {
  async 'never reacts'(world: StoryPlace) {
    const lead = await world.lead({ persona: 'user', seniority: 'staff', industry: 'mining' });
    await lead.becomes('archived');
    return lead;
  },
  async 'never reacts, and fits well'(world: StoryPlace) {
    const lead = await world.lead();
    await lead.gets('docks-in-numbers');
    return lead;
  },
  async 'does not try it'(world: StoryPlace) {
    const lead = await world.lead();
    await lead.gets('market-guide');
    await lead.clicks('market-guide', 'guide');
    await lead.gets('customer-case');
    await lead.clicks('customer-case', 'pricing');
    await lead.gets('consultation');
    return lead;
  },
  async 'is left alone by sales'(world: StoryPlace) {
    const lead = await world.lead();
    await lead.gets('market-guide');
    await lead.does('demoRequested');
    await lead.becomes('recycled');
    await lead.gets('customer-case');
    return lead;
  },
} satisfies Record<string, (world: StoryPlace) => Promise<Person>>;

async function recordOnVirtualEngine(): Promise<void> {
  for (const [name, tell] of Object.entries({ ...sharedStories, ...moreStories })) {
    await using story = await beginExampleStory();
    const { workflowId } = await tell(story);
    await record('virtual', name, story.engine.histories(workflowId));
  }
  for (const [name, { tell, ...campaign }] of Object.entries(programStories)) {
    await using story = await beginExampleStory(campaign);
    const { workflowId } = await tell(story);
    await record('virtual', name, story.engine.histories(workflowId));
  }
}

test('every recorded history fits the workflow code', async () => {
  const histories = await recorded();
  expect(await replayAll(await loadBundle(example.workflowsPath), histories)).toBe(histories.length);
});

test('histories of both engines are recorded, and of every track', async () => {
  const histories = await recorded();
  const files = histories.map(({ workflowId }) => workflowId);
  for (const engine of ['virtual', 'server'] as const)
    for (const story of sharedStoryNames) expect(files).toContain(fileOf(engine, story, 1));
  const all = JSON.stringify(histories.map(({ history }) => decoded(history)));
  // Without a gate, the first run of a lead does not name its track.
  const tracks = Object.values(example.programs).flatMap(({ tracks, start, gate }) =>
    Object.keys(tracks).filter((track) => gate || track !== start),
  );
  // Beside sales' work, not a run of its own.
  expect(tracks.filter((track) => track !== 'stayInTouch' && !all.includes(`"track":"${track}"`))).toEqual([]);
});

/** What a payload holds, in place of its base64. */
const decoded = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, inside: unknown) =>
      key === 'data' && typeof inside === 'string' ? parsed(Buffer.from(inside, 'base64').toString()) : inside,
    ),
  );

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

interface Edit {
  readonly file: string;
  readonly from: string;
  /** `$&` is what was there. */
  readonly to: string;
}

const program = 'example/programs/b2b-software.ts';
const edits: Record<string, Edit> = {
  'a wait that was not there': {
    file: program,
    from: "      for (const [topic, day] of [\n        ['market-guide', 10],",
    to: "      await lead.pause('1 day');\n$&",
  },
  'a mail that is not sent any more': { file: program, from: "['market-guide', 10],", to: '' },
  'a deadline that some have passed': { file: program, from: "['market-guide', 10],", to: "['market-guide', 12]," },
  'a track that has another name': { file: program, from: 'async offer(lead)', to: 'async trial(lead)' },
  'an activity that runs twice': {
    file: 'workflows/run-visit.ts',
    from: 'await visit.beginWith(visit.given);',
    to: '$&\n  await visit.loadFacts();',
  },
  'an activity that is remote now': { file: 'workflows/activities.ts', from: 'proxyLocalActivities<', to: 'proxyActivities<' },
};

describe('an edit that running leads can’t follow is refused', () => {
  test.each(Object.entries(edits))('%s', async (_, edit) => {
    const bundle = await loadBundle(await editedCopy(edit));
    await expect(replayAll(bundle, await recorded())).rejects.toThrow('does not fit the workflow code');
  });
});

const harmless: Record<string, Edit> = {
  'a wait that patched() guards': {
    file: program,
    from: '      const trial = await lead.email',
    to: "      if (patched('a-day-before-the-trial')) await lead.pause('1 day');\n$&",
  },
  'a track that is new': {
    file: program,
    from: '    async trialHelp(lead)',
    to: "    async webinar() { return 'consult'; },\n$&",
  },
};

describe('an edit that running leads can follow passes', () => {
  test.each(Object.entries(harmless))('%s', async (_, edit) => {
    const bundle = await loadBundle(await editedCopy(edit));
    const histories = await recorded();
    expect(await replayAll(bundle, histories)).toBe(histories.length);
  });
});

describe('the gate says where an edit breaks a lead, what the lead did there, and what the code would do', () => {
  const guide = "['market-guide', 10],";
  const loop = `      for (const [topic, day] of [\n        ${guide}`;
  const ofVerb = (code: string) => ({ step: 1, history: 'email market-guide', code });
  test.each<[string, Omit<Edit, 'file'>, object]>([
    [
      'two emails that change places',
      { from: `${guide}\n        ['common-mistakes', 20],`, to: "['common-mistakes', 10],\n        ['market-guide', 20]," },
      ofVerb('email common-mistakes'),
    ],
    ['an email in the place of another one', { from: guide, to: "['integration-day', 10]," }, ofVerb('email integration-day')],
    ['a verb that does not wait', { from: loop, to: '      lead.slowDown();\n$&' }, ofVerb('slowDown')],
    [
      'a wait that was not there',
      { from: loop, to: "      await lead.pause('1 day');\n$&" },
      {
        history: 'wait for its goal (market-guide)',
        code: 'pause 1 day',
        because: expect.stringMatching(/^Activity type of recorded marker 'touch' does not match/),
      },
    ],
  ])('%s', async (_, edit, difference) => {
    await using story = await beginExampleStory();
    const lead = await story.lead();
    const { workflowId } = lead;
    await lead.gets('market-guide');
    const bundle = await bundleForReplay(await editedCopy({ file: program, ...edit }));
    const { replayed, broken } = await replay(bundle, lastRun(story, workflowId), () => {});
    expect({ replayed, broken }).toEqual({
      replayed: 1,
      broken: [{ program: 'b2b-software', track: 'educate', ...difference, workflowIds: [workflowId] }],
    });
    const guarded = broken.map((place) => ({ ...place, guard: guardOf(place, example.programs) }));
    expect(replayedText({ replayed, broken: guarded })).toContain('b2b-software, track educate');
    expect(guardOf(broken[0]!, example.programs)).toMatch(/^if \(patched\('NAME'\)\) \{ .+ \} else \{ .+ \}$/);
  });
});

test('the gate sees a changed wait after an email, once the next email has gone out', async () => {
  await using story = await beginExampleStory();
  const lead = await story.lead();
  await lead.gets('common-mistakes');
  const edit = { file: program, from: 'touch.metGoal({ byDay: day })', to: 'touch.clicked({ byDay: day })' };
  const { broken } = await replay(await bundleForReplay(await editedCopy(edit)), lastRun(story, lead.workflowId), () => {});
  const [history, code] = ['wait for its goal (market-guide)', 'wait for a click (market-guide)'];
  expect(broken).toMatchObject([{ track: 'educate', step: 2, history, code }]);
});

describe('the gate sees a changed wait before any activity has followed', () => {
  const pauses = "      await lead.pause('3 days');\n      await lead.until({ day: 14 });\n";
  const start = '      for (const [topic, day] of [\n';
  const waits: [string, string, object][] = [
    [
      'two waits that change places',
      "await lead.until({ day: 14 });\nawait lead.pause('3 days');\n",
      { history: 'pause 3 days', code: 'until day 14' },
    ],
    ['a pause of another length', pauses.replace('3 days', '5 days'), { history: 'pause 3 days', code: 'pause 5 days' }],
    [
      'a verb before it that does not wait',
      `lead.useNextPersona();\n${pauses}`,
      { history: 'pause 3 days', code: 'useNextPersona, pause 3 days' },
    ],
    ['the second wait, once the first is over', pauses.replace('14', '15'), { history: 'until day 14', code: 'until day 15' }],
  ];
  test.each(waits)('%s', async (_, to, difference) => {
    const workflows = await editedCopy({ file: program, from: start, to: pauses + start });
    await using story = await beginExampleStory({ workflows });
    const { workflowId } = await story.lead();
    await story.runFor('4 days');
    expect(JSON.stringify(story.engine.histories(workflowId).at(-1))).not.toContain('market-guide');
    const bundle = await bundleForReplay(await editedCopy({ file: program, from: start, to: to + start }));
    const { broken } = await replay(bundle, lastRun(story, workflowId), () => {});
    expect(broken).toEqual([{ program: 'b2b-software', track: 'educate', ...difference, workflowIds: [workflowId] }]);
    const same = await bundleForReplay(workflows);
    expect(await replay(same, lastRun(story, workflowId), () => {})).toEqual({ replayed: 1, broken: [] });
  });
});

test('the gate says that a program or a track is gone', () => {
  const place = { program: 'b2b-software', track: 'educate' };
  const guard = (at: object) => guardOf({ ...place, ...at }, example.programs);
  expect(guard({ program: 'spring' })).toBe('keep the program spring until its last lead has ended');
  expect(guard({ track: 'trial' })).toBe('keep the track trial until nobody is in it');
  expect(guard({ history: 'email guide', code: 'none' })).toBe("if (patched('NAME')) { } else { email guide }");
});

test('the gate also sees a changed email that is sent next to a track', async () => {
  await using story = await beginExampleStory();
  const lead = await story.lead();
  await lead.does('demoRequested');
  const details = { guide, meetingAt: story.now + 14 * DAY };
  await lead.isReported(await lead.isHeldBy('inside-sales'), 'qualified', details);
  await lead.gets('meeting-confirmed');
  const edit = { file: program, from: "lead.email('meeting-confirmed', { meetingAt })", to: "lead.email('goodbye')" };
  const { broken } = await replay(await bundleForReplay(await editedCopy(edit)), lastRun(story, lead.workflowId), () => {});
  expect(broken).toMatchObject([{ track: 'sales', step: 1, history: 'email meeting-confirmed', code: 'email goodbye' }]);
});

async function* lastRun({ engine }: Pick<Story, 'engine'>, workflowId: string) {
  yield { workflowId, history: await Promise.resolve(engine.histories(workflowId).at(-1)!) };
}

test('the history of a worker that did not know the message about a reassigned task fits the code that knows it', async () => {
  const workflows = await editedCopy({
    file: 'workflows/handlers.ts',
    from: 'setHandler(signals.taskChanged, (message: TaskChanged) => {',
    to: 'void ((message: TaskChanged) => {',
  });
  await using story = await beginExampleStory({ workflows });
  const lead = await story.lead();
  await lead.gets('market-guide');
  await lead.does('demoRequested');
  const before = await lead.isHeldBy('inside-sales');
  const after = before === 'jonas' ? 'tessa' : 'jonas';
  const { taskId } = await lead.task(before);
  await story.asRep('ingrid').tasks.assign({ taskId, to: story.reps[after]! });
  await story.runFor('1 minute');
  await lead.isReported(after, 'noAnswer');
  await story.runFor('1 day');
  const { workflowId } = lead;
  const histories = story.engine.histories(workflowId).map((history) => ({ workflowId, history }));
  expect(JSON.stringify(histories)).toContain('taskChanged');
  expect(await replayAll(await loadBundle(example.workflowsPath), histories)).toBe(histories.length);
});

/** The workflows with one file changed. @returns the path to bundle */
async function editedCopy({ file, from, to }: Edit): Promise<string> {
  const edited = join(allEdited, String(++copies));
  for (const part of ['package.json', 'workflows', 'domain', 'example'])
    await cp(join(root, part), join(edited, part), { recursive: true });
  const path = join(edited, file);
  const source = await readFile(path, 'utf8');
  expect(source.includes(from), `${file} has the line that is edited`).toBe(true);
  const imports = to.includes('patched(') ? "import { patched } from '@temporalio/workflow';\n" : '';
  await writeFile(path, imports + source.replace(from, to));
  return join(edited, 'example', 'workflows.ts');
}

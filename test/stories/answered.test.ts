import { app } from '../support/app.ts';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { standardDispositions, type Disposition } from '../../domain/sales/dispositions.ts';
import { reportable } from '../../domain/sales/task-kinds.ts';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import { Person } from '../support/person.ts';
import { beginStory, type Story } from '../support/story.ts';
import { guide } from '../support/guide.ts';
import { sheetsOf } from '../support/sheets.ts';

type Details = Parameters<Person['isReported']>[2];

/** From now on no email carries lines along: everything was sent already. */
async function everythingWasSent(story: Story, ann: Person): Promise<void> {
  const { enrolmentId, campaignId } = await story.db
    .selectFrom('enrolments')
    .select(['id as enrolmentId', 'campaignId'])
    .where('leadId', '=', ann.id)
    .executeTakeFirstOrThrow();
  const at = new Date(story.now);
  const rows = Object.keys(app.content).map((content) => ({
    key: `sent/${ann.id}/${content}`,
    leadId: ann.id,
    enrolmentId,
    campaignId,
    track: 'educate',
    content,
    state: 'accepted' as const,
    claimedAt: at,
    sentAt: at,
    attempts: 1,
  }));
  await story.db.insertInto('touches').values(rows).execute();
}

/** Reports, and reads Postgres as soon as the answer is there; no time passes. */
async function report(story: Story, ann: Person, disposition: Disposition, details: Details = {}) {
  const rep = (await ann.holder())!;
  const { taskId } = await ann.task(rep);
  expect((await menuOf(story, ann)).mayReport).toContain(disposition);
  const [reason] = Object.keys(app.policy.dispositions[disposition]?.reasons ?? {});
  const answer = await story.asRep(rep).tasks.report({ id: randomUUID(), taskId, disposition, reason, details });
  expect(answer).toMatchObject({ status: 'applied' });
  const task = await story.db.selectFrom('tasks').select('state').where('id', '=', taskId).executeTakeFirstOrThrow();
  const menu = await menuOf(story, ann);
  const told = (await story.as('admin').leads.story({ leadId: ann.id })).map(({ text }) => text);
  return { stage: await ann.stage(), task: task.state, lines: [...(await ann.journal()), ...told], ...menu };
}

async function menuOf(story: Story, ann: Person) {
  const rep = await ann.holder();
  const mine = rep ? await sheetsOf(story.asRep(rep)) : [];
  const task = mine.find(({ lead }) => lead.leadId === ann.id);
  return { kind: task?.kind, mayReport: task?.mayReport.map(({ disposition }) => disposition) ?? [] };
}

interface Outcome {
  readonly disposition: Disposition;
  readonly details?: (story: Story) => Details;
  readonly stage: FunnelStage;
  readonly task: 'open' | 'done';
  readonly line?: RegExp;
}

const calls: Outcome[] = [
  {
    disposition: 'qualified',
    details: ({ now }) => ({ guide, meetingAt: now + DAY }),
    stage: 'mql',
    task: 'done',
  },
  {
    disposition: 'notReady',
    details: ({ now }) => ({ reason: 'x', at: now + DAY, track: 'connect' }),
    stage: 'recycled',
    task: 'done',
    line: /^rested qualify → connect/,
  },
  { disposition: 'disqualified', details: () => ({ reason: 'x' }), stage: 'disqualified', task: 'done', line: /^ended/ },
  { disposition: 'callBack', details: ({ now }) => ({ at: now + DAY }), stage: 'mql', task: 'open' },
  { disposition: 'noAnswer', stage: 'mql', task: 'open' },
  { disposition: 'voicemail', stage: 'mql', task: 'open' },
  {
    disposition: 'wrongContact',
    details: () => ({ correction: { firstName: 'Bo', lastName: 'Berg' } }),
    stage: 'mql',
    task: 'open',
    line: /^corrected/,
  },
  {
    disposition: 'wrongContact',
    details: () => ({ correction: { email: 'bo@elsewhere.example' } }),
    stage: 'disqualified',
    task: 'done',
    line: /^ended/,
  },
  { disposition: 'leftCompany', stage: 'disqualified', task: 'done', line: /^ended/ },
  { disposition: 'doNotContact', details: () => ({ channels: ['email'] }), stage: 'mql', task: 'open' },
  {
    disposition: 'doNotContact',
    details: () => ({ channels: ['email', 'phone'] }),
    stage: 'archived',
    task: 'done',
    line: /^ended/,
  },
  { disposition: 'existingDeal', details: ({ reps }) => ({ owner: reps.tom }), stage: 'mql', task: 'done' },
];

test.each(calls)('an SDR who reports $disposition finds it in Postgres when the answer comes: $stage, $task', async (outcome) => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  await everythingWasSent(story, ann);
  const seen = await report(story, ann, outcome.disposition, outcome.details?.(story));
  expectWritten(outcome, seen);
});

const deal = ({ now }: Story): Details => ({ amount: 1000, closeAt: now + DAY, nextStep: 'x' });
const accepted = ['accepted'] as const;
const opened = ['accepted', 'opportunity'] as const;

const sales: (Outcome & { readonly before: readonly ('accepted' | 'opportunity')[] })[] = [
  { before: [], disposition: 'accepted', stage: 'sal', task: 'open', line: /→ sal/ },
  { before: [], disposition: 'rejected', details: () => ({ reason: 'x' }), stage: 'mql', task: 'done' },
  {
    before: [],
    disposition: 'rejected',
    details: () => ({ reason: 'x', recycleReason: 'budget' as const }),
    stage: 'recycled',
    task: 'done',
    line: /^rested sales/,
  },
  { before: [], disposition: 'noShow', details: ({ now }) => ({ at: now + DAY }), stage: 'mql', task: 'open' },
  { before: accepted, disposition: 'noShow', details: ({ now }) => ({ at: now + DAY }), stage: 'sal', task: 'open' },
  { before: accepted, disposition: 'opportunity', details: deal, stage: 'opportunity', task: 'open', line: /→ opportunity/ },
  {
    before: accepted,
    disposition: 'recycled',
    details: () => ({ recycleReason: 'budget' as const }),
    stage: 'recycled',
    task: 'done',
    line: /^rested sales/,
  },
  { before: opened, disposition: 'opportunity', details: deal, stage: 'opportunity', task: 'open' },
  { before: opened, disposition: 'won', details: () => ({ learned: 'x' }), stage: 'customer', task: 'done', line: /^ended/ },
  {
    before: opened,
    disposition: 'lost',
    details: () => ({ reason: 'x' }),
    stage: 'recycled',
    task: 'done',
    line: /^rested sales/,
  },
  {
    before: opened,
    disposition: 'recycled',
    details: () => ({ recycleReason: 'budget' as const }),
    stage: 'recycled',
    task: 'done',
    line: /^rested sales/,
  },
];

test.each(sales)(
  'a salesperson who reports $disposition finds it in Postgres when the answer comes: $stage, $task',
  async (outcome) => {
    await using story = await beginStory();
    const ann = await story.lead({ seniority: 'director' });
    await ann.does('demoRequested');
    await everythingWasSent(story, ann);
    for (const disposition of outcome.before)
      await report(story, ann, disposition, disposition === 'opportunity' ? deal(story) : {});
    const seen = await report(story, ann, outcome.disposition, outcome.details?.(story));
    expectWritten(outcome, seen);
  },
);

function expectWritten({ stage, task, line }: Outcome, seen: Awaited<ReturnType<typeof report>>): void {
  expect(seen).toMatchObject({ stage, task });
  if (line) expect(seen.lines).toContainEqual(expect.stringMatching(line));
  if (task === 'open' && seen.kind) {
    const offered = reportable(standardDispositions, seen.kind, stage);
    expect(offered).toEqual(expect.arrayContaining(seen.mayReport));
    if (seen.kind === 'opportunity' || seen.kind === 'acceptance') expect(seen.mayReport).toEqual(offered);
  }
}

test('the story shows at once that a lead is ready for sales again', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  await everythingWasSent(story, ann);
  await ann.does('activated');
  expect((await ann.journal()).at(-1)).toBe('noted (ready for sales again: activated)');
});

test('an operator who moves a lead out of sales finds its stage in Postgres when the answer comes', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  await story.as('admin').ops.moveTo({ id: randomUUID(), leadId: ann.id, track: 'connect' });
  expect(await ann.stage()).toBe('recycled');
  expect(await ann.holder()).toBeUndefined();
});

test('of twenty simultaneous reports on one task one is applied, and each caller’s answer is the saved one', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  const { taskId } = await ann.task(rep);
  const ids = Array.from({ length: 20 }, () => randomUUID());
  const details = { reason: 'x' };
  const told = await Promise.all(
    ids.map((id) =>
      story
        .asRep(rep)
        .tasks.report({ id, taskId, disposition: 'disqualified', details })
        .then(
          () => 'applied',
          () => 'rejected',
        ),
    ),
  );
  const rows = await story.db.selectFrom('dispositions').select(['id', 'state']).where('taskId', '=', taskId).execute();
  const kept = new Map<string, string>(rows.map(({ id, state }) => [id, state]));
  expect(ids.map((id) => kept.get(id))).toEqual(told);
  expect(told.filter((word) => word === 'applied')).toHaveLength(1);
});

test('a used id gets its answer only for the same caller and the same request', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  const taskId = (await ann.task((await ann.holder())!)).taskId;
  const [first, second] = (['sam', 'sue'] as const).filter((name) => name in story.reps) as ['sam', 'sue'];
  const claim = { id: randomUUID(), taskId };
  expect(await story.asRep(first).tasks.claim(claim)).toMatchObject({ status: 'applied' });
  expect(await story.asRep(first).tasks.claim(claim)).toMatchObject({ status: 'applied' });
  await expect(story.asRep(second).tasks.claim(claim)).rejects.toThrow('was already used for another request');
  expect(await ann.holder()).toBe(first);
  const move = { id: claim.id, leadId: ann.id, track: 'connect' };
  await expect(story.as('admin').ops.moveTo(move)).rejects.toThrow('was already used for another request');
  // The next run remembers it as well.
  await story.as('admin').ops.moveTo({ ...move, id: randomUUID() });
  await story.settle();
  await expect(story.as('admin').ops.moveTo(move)).rejects.toThrow('was already used for another request');
});

test('a worker whose clock is five seconds behind retries a few times, and does not spin', async () => {
  // Midnight: nothing goes out before the morning.
  await using story = await beginStory({ start: Date.parse('2026-03-10T23:00:00Z'), workerBehind: 5000 });
  // Their consent is older than the difference.
  await Person.capture(story);
  await story.runFor('1 minute');
  const ann = await story.lead();
  await story.runFor('2 days');
  expect(ann.mails).toHaveLength(1);
  expect(story.engine.historyLengths(ann.workflowId).at(-1)).toBeLessThan(40);
});

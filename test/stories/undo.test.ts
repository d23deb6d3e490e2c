import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { standardDispositions, type DispositionSpec, type StandardDisposition } from '../../domain/sales/dispositions.ts';
import { DAY } from '../../domain/time/duration.ts';
import { app } from '../support/app.ts';
import { guide } from '../support/guide.ts';
import type { Person } from '../support/person.ts';
import { beginStory, type RepName, type Story } from '../support/story.ts';
import { sheetsOf } from '../support/sheets.ts';

type Details = Parameters<Person['isReported']>[2];

/** What a rep says with each disposition. */
const said: { readonly [D in StandardDisposition]?: (story: Story) => Details } = {
  qualified: ({ now }) => ({ guide, meetingAt: now + 2 * DAY }),
  transferred: () => ({ guide }),
  notReady: ({ now }) => ({ reason: 'Next year', at: now + 60 * DAY, track: 'connect' }),
  disqualified: () => ({ reason: 'A student' }),
  callBack: ({ now }) => ({ at: now + 3 * DAY }),
  wrongContact: () => ({ correction: { phone: '+49 30 1234567' } }),
  doNotContact: () => ({ channels: ['email', 'phone'] }),
  existingDeal: ({ reps }) => ({ owner: reps.tom }),
  rejected: () => ({ reason: 'Too small' }),
  noShow: ({ now }) => ({ at: now + 3 * DAY }),
  opportunity: ({ now }) => ({ amount: 30_000, closeAt: now + 40 * DAY, nextStep: 'Call the buyer' }),
  recycled: () => ({ recycleReason: 'budget' }),
  won: () => ({ learned: 'The case' }),
  lost: () => ({ reason: 'Price' }),
  later: ({ now }) => ({ at: now + 30 * DAY }),
};

/** A reason that a rep can choose, if the disposition lists some. */
const reasonOf = (disposition: StandardDisposition): string | undefined =>
  Object.keys((app.policy.dispositions[disposition] as DispositionSpec).reasons ?? {})[0];

/** A lead with an open task about which a rep can report a disposition. */
async function before(story: Story, disposition: StandardDisposition): Promise<{ ann: Person; rep: RepName }> {
  const { menus, stages = [] } = standardDispositions[disposition] as { menus: readonly string[]; stages?: readonly string[] };
  const forSales = menus[0] === 'sales';
  const ann = await story.lead({ seniority: forSales ? 'director' : 'manager', phone: '+49 30 9999999' });
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  if (disposition === 'noReply')
    await story.as('marketer').contact.close({ leadId: ann.id, channel: 'phone', reason: 'doNotContact' });
  await story.settle();
  const report = (one: StandardDisposition) => ann.isReported(rep, one, said[one]?.(story), reasonOf(one));
  if (forSales && !stages.includes('mql')) await report('accepted');
  if (forSales && !stages.includes('sal') && !stages.includes('mql')) await report('opportunity');
  await story.runFor(forSales ? '1 hour' : '2 minutes');
  return { ann, rep };
}

/** All that a report may change, as Postgres and the API show it. */
async function shown(story: Story, ann: Person, rep: RepName) {
  const { db } = story;
  const all = async (table: 'tasks' | 'opportunities' | 'modelScores' | 'scores') =>
    await db
      .selectFrom(table as 'tasks')
      .selectAll()
      .where('leadId', '=', ann.id)
      .execute();
  const inForce = await db.selectFrom('suppressions').selectAll().where('liftedAt', 'is', null).execute();
  const { running, enrolment, email, phone, stage, since } = await story.as('admin').leads.status({ leadId: ann.id });
  const { program, track, taskId } = Object(running) as { program?: string; track?: string; taskId?: string };
  const tasks = (await all('tasks')).filter(({ outcome }) => outcome !== 'reportTakenBack');
  return {
    lead: await db.selectFrom('leads').selectAll().where('id', '=', ann.id).executeTakeFirst(),
    account: await db.selectFrom('accounts').selectAll().execute(),
    tasks,
    deals: await all('opportunities'),
    scores: [await all('scores'), await all('modelScores')],
    inForce,
    status: { email, phone, stage, since, enrolment, program, track, taskId },
    queue: (await sheetsOf(story.asRep(rep))).map((task) => ({ ...task, sent: [] })),
  };
}

const about = (Object.keys(standardDispositions) as StandardDisposition[]).filter((name) =>
  standardDispositions[name].menus.some((menu) => menu !== 'reply'),
);

test.each(about)(
  '"%s" is taken back: everything is as before, and the lead continues',
  { timeout: 30_000 },
  async (disposition) => {
    await using story = await beginStory();
    const { ann, rep } = await before(story, disposition);
    const was = await shown(story, ann, rep);
    const { taskId } = await ann.task(rep);
    await ann.isReported(rep, disposition, said[disposition]?.(story), reasonOf(disposition));
    expect(await shown(story, ann, rep)).not.toEqual(was);
    const undone = await story.asRep(rep).tasks.undo({ taskId });
    expect(undone).toMatchObject({ status: 'takenBack', lead: { stage: was.status.stage } });
    await story.settle();
    expect(await shown(story, ann, rep)).toEqual(was);
    // The workflow waits for the same task, and the same report does the same again.
    await ann.isReported(rep, disposition, said[disposition]?.(story), reasonOf(disposition));
    const reports = await story.db.selectFrom('dispositions').select('state').where('disposition', '=', disposition).execute();
    expect(reports.map(({ state }) => state).toSorted()).toEqual(['applied', 'takenBack']);
  },
);

test('a report right after an undo is applied after it, and the undo says when the task is due', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ phone: '+49 30 9999999' });
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  await story.settle();
  const { taskId } = await ann.task(rep);
  const { tasks } = story.asRep(rep);
  const { dueAt } = (await tasks.list()).items[0]!;
  await tasks.report({
    id: randomUUID(),
    taskId,
    disposition: 'callBack',
    details: { at: new Date(story.now + 3 * DAY).toISOString() },
  });
  await story.settle();
  expect((await tasks.undo({ taskId })).lead).toMatchObject({ waitingFor: 'a rep', until: dueAt });
  expect(await tasks.report({ id: randomUUID(), taskId, disposition: 'noAnswer' })).toMatchObject({ status: 'queued' });
  const attempts = async () => {
    await story.settle();
    return (await tasks.list()).items[0]?.attempts;
  };
  await expect.poll(attempts, { timeout: 20_000 }).toBe(1);
});

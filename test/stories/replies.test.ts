import { expect, test } from 'vitest';
import { v7 } from 'uuid';
import { HOUR } from '../../domain/time/duration.ts';
import { standardSlas } from '../../domain/sales/sla.ts';
import { definePolicy } from '../../domain/policy/policy.ts';
import { climbingTasks } from '../../db/tasks/sla-events.ts';
import { writesBack } from '../support/mail-to-us.ts';
import type { Person } from '../support/person.ts';
import { beginStory, type RepName, type Story } from '../support/story.ts';

/** The one open task about a reply, and the rep who has it. */
async function replyTask(story: Story, { id }: Person) {
  const task = await story.db
    .selectFrom('tasks')
    .select(['id', 'kind', 'because', 'sla', 'assigneeId', 'enrolmentId'])
    .where('leadId', '=', id)
    .where('kind', '=', 'reply')
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  const [rep] = Object.entries(story.reps).find(([, repId]) => repId === task.assigneeId)!;
  return { ...task, rep: rep as RepName };
}

const emailsTo = (story: Story, rep: RepName) => story.mail.to(`${rep}@mail.example.com`);

const suppressionsOf = (story: Story, { id }: Person) =>
  story.db.selectFrom('suppressions').select(['reason', 'channel']).where('subject', '=', id).execute();

test('a lead who answers something unclear gets no marketing until a rep has read it', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await writesBack(story, ann, 'Forwarded to a colleague, who will see.');
  const before = ann.mails.length;
  await story.runFor('30 days');
  expect(ann.mails).toHaveLength(before);
  const { id, rep, sla } = await replyTask(story, ann);
  expect(sla).toBe('reply');
  await story.asRep(rep).tasks.report({ id: v7(), taskId: id, disposition: 'answered', details: {} });
  await story.runFor('5 days');
  expect(ann.mails.length).toBeGreaterThan(before);
});

test.each(['enforce', 'observe'] as const)(
  'a reply that nobody answers climbs its ladder, and its rep and their manager hear of it (%s)',
  async (slaMode) => {
    await using story = await beginStory({ slaMode });
    const ann = await story.lead();
    await story.runFor('1 day');
    await writesBack(story, ann, 'What does it cost for 12 docks?');
    const { id, rep } = await replyTask(story, ann);
    for (let hours = 0; hours < 72; hours += 2) await story.runFor('2 hours');
    const rungs = story.db
      .selectFrom('slaEvents')
      .select(['rung', 'mode', 'assigneeId'])
      .where('taskId', '=', id)
      .orderBy('dueAt');
    expect(await rungs.execute()).toEqual(
      ['remind', 'alertManager'].map((rung) => ({ rung, mode: slaMode, assigneeId: story.reps[rep] })),
    );
    const heard = (name: RepName, text: string) => emailsTo(story, name).filter(({ subject }) => subject.startsWith(text)).length;
    const times = slaMode === 'enforce' ? 1 : 0;
    expect(heard(rep, 'Reminder of the reply task')).toBe(times);
    expect(heard('mia', 'Nobody has acted on the reply task')).toBe(times);
    const { clock } = await story.asRep(rep).tasks.get({ taskId: id });
    expect(clock?.reached.map(({ label }) => label)).toEqual(['Reminder', 'Manager alerted']);
    expect(clock).toMatchObject({ isOverdue: true, next: undefined });
    await story.asRep(rep).tasks.report({ id: v7(), taskId: id, disposition: 'answered', details: {} });
    await story.runFor('3 days');
    expect(await rungs.execute()).toHaveLength(2);
  },
);

test('an app decides on the rungs for replies and their order, and an overdue task is only looked at when a rung is due', async () => {
  const reply = { ...standardSlas.reply, ladder: [{ rung: 'alertManager', after: '1 working hour' }, { rung: 'remind', after: '5 working hours' }] } as const; // prettier-ignore
  await using story = await beginStory({ policy: definePolicy({ slas: { reply } }) });
  const ann = await story.lead();
  await story.runFor('1 day');
  await writesBack(story, ann, 'What does it cost for 12 docks?');
  const { id } = await replyTask(story, ann);
  const lookedAt = () => climbingTasks(story.db, { at: story.now, after: undefined, most: 9 });
  await story.runFor('90 minutes');
  expect(await lookedAt()).toEqual([]);
  await story.runFor('3 days');
  const rungs = await story.db.selectFrom('slaEvents').select('rung').where('taskId', '=', id).orderBy('dueAt').execute();
  expect(rungs.map(({ rung }) => rung)).toEqual(['alertManager', 'remind']);
  expect(await lookedAt()).toEqual([]);
});

test('a manager hears of a reply whose rep will be away for years from this evening on', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await writesBack(story, ann, 'What does it cost for 12 docks?');
  const { rep } = await replyTask(story, ann);
  const from = new Date(story.now + 5 * HOUR).toISOString();
  await story.asRep('mia').team.away({ rep: story.reps[rep], from, to: '2060-01-01' });
  await story.runFor('3 days');
  const rungs = story.db.selectFrom('slaEvents').select('rung').where('sla', '=', 'reply').orderBy('dueAt');
  expect((await rungs.execute()).map(({ rung }) => rung)).toEqual(['remind', 'alertManager']);
});

test('emails continue after a rep closes a reply by hand', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await writesBack(story, ann, 'Not interested.');
  const before = ann.mails.length;
  await story.runFor('20 days');
  expect(ann.mails).toHaveLength(before);
  const { id, rep } = await replyTask(story, ann);
  await story.asRep(rep).tasks.close({ taskId: id, outcome: 'spoke with her: she was in a hurry' });
  await story.runFor('5 days');
  expect(ann.mails.length).toBeGreaterThan(before);
});

test.each([
  ['notInterested', { reason: 'noNeed' }, 'notInterested'],
  ['doNotContact', { channels: ['email'] }, 'doNotContact'],
  ['leftCompany', {}, 'leftCompany'],
] as const)('a rep’s reading of a reply counts: %s', async (disposition, details, reason) => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await writesBack(story, ann, 'Hm.');
  const before = ann.mails.length;
  const { id, rep } = await replyTask(story, ann);
  await story.asRep(rep).tasks.report({ id: v7(), taskId: id, disposition, details: { ...details, channels: undefined, ...('channels' in details && { channels: [...details.channels] }) } });
  await story.runFor('45 days');
  expect(ann.mails).toHaveLength(before);
  expect(await ann.stage()).toBe('archived');
  expect(await suppressionsOf(story, ann)).toContainEqual({ reason, channel: 'email' });
}); // prettier-ignore

test('a lead who asks for a later date gets emails after it', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await writesBack(story, ann, 'Not now, maybe in summer.');
  const before = ann.mails.length;
  const { id, rep } = await replyTask(story, ann);
  const at = story.now + 20 * 86_400_000;
  await story.asRep(rep).tasks.report({ id: v7(), taskId: id, disposition: 'later', details: { at } });
  await story.runFor('19 days');
  expect(ann.mails).toHaveLength(before);
  await story.runFor('14 days');
  expect(ann.mails.length).toBeGreaterThan(before);
});

test('after STOP, no email goes out for 45 days, and there is no task', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await writesBack(story, ann, 'STOP');
  const before = ann.mails.length;
  await story.runFor('45 days');
  expect(ann.mails).toHaveLength(before);
  expect(await ann.stage()).toBe('archived');
  await expect(replyTask(story, ann)).rejects.toThrow('no result');
});

test('a question about the price gets a rep within the fast SLA, and an opt-out in a quote does not count', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  const { text } = ann.mails.at(-1)!;
  await writesBack(story, ann, `How much does it cost per gate?\r\n\r\n${text}`);
  await story.runFor('1 hour');
  const call = await story.db
    .selectFrom('tasks')
    .select(['kind', 'sla'])
    .where('leadId', '=', ann.id)
    .where('kind', '=', 'call')
    .executeTakeFirstOrThrow();
  expect(call.sla).toBe('fastTrack');
  expect(await replyTask(story, ann)).toMatchObject({ sla: 'reply' });
});

test('a reply after the program has ended is a task with an SLA for the team that reads replies', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.unsubscribes();
  await story.runFor('2 days');
  await writesBack(story, ann, 'What did I sign up for?');
  expect(await replyTask(story, ann)).toMatchObject({ sla: 'reply' });
});

test('nobody is reminded of a reply that was answered, and of an observed one it is only recorded', async () => {
  await using story = await beginStory({ slaMode: 'observe' });
  const ann = await story.lead();
  await story.runFor('1 day');
  await writesBack(story, ann, 'Forwarded to a colleague, who will see.');
  const { id, rep } = await replyTask(story, ann);
  await story.runFor('20 hours');
  const reached = async () => (await story.asRep(rep).tasks.get({ taskId: id })).clock?.reached;
  expect(await reached()).toMatchObject([{ rung: 'remind', mode: 'observe' }]);
  await story.asRep(rep).tasks.report({ id: v7(), taskId: id, disposition: 'answered', details: {} });
  await story.runFor('5 days');
  expect(await reached()).toHaveLength(1);
  expect(story.mail.to(`${rep}@mail.example.com`).filter(({ subject }) => subject.startsWith('Reminder'))).toEqual([]);
});

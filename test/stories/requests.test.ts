import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../domain/time/duration.ts';
import { Person } from '../support/person.ts';
import { beginStory, type RepName, type Story } from '../support/story.ts';

/** Ann, who is in no program, asks for a demo. */
async function asks(story: Story) {
  const ann = await Person.capture(story, {});
  await ann.does('demoRequested');
  await story.relay();
  const task = await story.db.selectFrom('tasks').selectAll().where('leadId', '=', ann.id).executeTakeFirstOrThrow();
  const [rep] = Object.entries(story.reps).find(([, repId]) => repId === task.assigneeId)!;
  return { ann, taskId: task.id, rep: rep as RepName };
}

const news = (story: Story) => story.as('marketer').campaigns.launch({ name: 'March news', email: 'news', everybody: true });

test('a lead who waits for the answer to a request gets no marketing until a rep has answered, and everybody sees why', async () => {
  await using story = await beginStory();
  const { ann, taskId, rep } = await asks(story);
  const { campaignId } = await news(story);
  await story.runFor('2 days');
  expect(await ann.got()).toEqual([]);
  const because = 'a person, who must answer the lead first';
  const { items } = await story.as('marketer').campaigns.members({ campaignId, where: { is: 'in' } });
  expect(items).toMatchObject([{ leadId: ann.id, text: expect.stringContaining(because) }]);
  const { refusals } = await story.as('marketer').leads.why({ leadId: ann.id });
  expect(refusals).toMatchObject([{ text: expect.stringContaining(because) }]);

  await story.asRep(rep).tasks.report({ id: v7(), taskId, disposition: 'answered', details: {} });
  await story.runFor('7 days');
  expect(await ann.got()).toEqual(['news']);
});

test('a request that is closed without an answer holds nothing any more', async () => {
  await using story = await beginStory();
  const { ann, taskId, rep } = await asks(story);
  await news(story);
  await story.asRep(rep).tasks.close({ taskId, outcome: 'a test of a colleague' });
  await story.runFor('2 days');
  expect(await ann.got()).toEqual(['news']);
});

test('a request is called so everywhere, and its clock is that of a request', async () => {
  await using story = await beginStory();
  const { ann, taskId, rep } = await asks(story);
  const at = story.now;
  const sheet = await story.asRep(rep).tasks.get({ taskId });
  expect(sheet).toMatchObject({
    label: 'request',
    clock: { label: 'Answer to a request', startedBy: 'the request came in', stoppedBy: 'a person closed its task' },
  });
  expect(Date.parse(sheet.clock!.dueAt!) - at).toBeLessThanOrEqual(5 * MINUTE);
  expect((await story.asRep(rep).tasks.list({ of: 'me' })).items).toMatchObject([
    { label: 'request', sla: 'Answer to a request' },
  ]);
  const lines = await story.as('marketer').leads.story({ leadId: ann.id });
  expect(lines.map(({ text }) => text)).toContainEqual(expect.stringMatching(/^request for .*: asked for a demo/));
  await story.runFor('3 hours');
  const subjects = (to: RepName) => story.mail.to(`${to}@mail.example.com`).map(({ subject }) => subject);
  expect(subjects(rep)).toEqual(
    expect.arrayContaining([
      'New request: Ann Lee (Pier Seven) asked for a demo',
      'Reminder of the request: Ann Lee (Pier Seven)',
    ]),
  );
  expect(subjects('mia')).toContain('Nobody has acted on the request: Ann Lee (Pier Seven)');
});

test('a lead who asked for nothing still gets marketing emails while a rep looks after it', async () => {
  await using story = await beginStory();
  const ann = await Person.capture(story, {});
  await ann.does('downloaded');
  const [task] = (await story.asRep('mia').tasks.list({ of: 'team' })).items;
  expect(task).toMatchObject({ label: 'task to look after a lead', sla: 'First look at a lead' });
  expect(Date.parse(task!.dueAt!) - story.now).toBeGreaterThanOrEqual(2 * HOUR - MINUTE);
  await news(story);
  await story.runFor('2 days');
  expect(await ann.got()).toEqual(['news']);
});

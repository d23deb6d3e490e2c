import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import type { NewEngagement } from '../../db/engagements/new-engagement.ts';
import { recordEngagement } from '../../services/engagements/record-engagement.ts';
import { MINUTE } from '../../domain/time/duration.ts';
import { app } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { beginStory, type Story } from '../support/story.ts';

/** A click as the click route takes it in. */
async function clicks(story: Story, ann: Person, more: Partial<NewEngagement> = {}): Promise<void> {
  const touch = await story.db
    .selectFrom('touches')
    .select(['key', 'content'])
    .where('leadId', '=', ann.id)
    .orderBy('sentAt', 'desc')
    .executeTakeFirstOrThrow();
  const act = { id: v7(), leadId: ann.id, kind: 'clicked', at: story.now, verdict: 'human', source: 'click' } as const;
  await recordEngagement(story.db, app.policy, v7, { ...act, touchKey: touch.key, content: touch.content, ...more }, story.now);
}

async function messagesTo(story: Story, ann: Person): Promise<number> {
  const rows = await story.db.selectFrom('outbox').select('message').where('leadId', '=', ann.id).execute();
  return rows.filter(({ message }) => message.type === 'signal' && message.name === 'engaged').length;
}

test('a workflow gets few of two hundred clicks, and an opt-out at once', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  for (let n = 0; n < 200; n++) await clicks(story, ann);
  expect(await messagesTo(story, ann)).toBeLessThan(5);
  await ann.unsubscribes();
  expect(await ann.stage()).toBe('archived');
  const acts = await story.db.selectFrom('engagements').select('id').where('kind', '=', 'clicked').execute();
  expect(acts).toHaveLength(200);
  for (const events of story.engine.historyLengths(ann.workflowId)) expect(events).toBeLessThan(100);
});

test('the same act counts again in the next hour, and after the next email', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await clicks(story, ann);
  await clicks(story, ann);
  expect(await messagesTo(story, ann)).toBe(1);
  for (const minutes of [20, 40, 60, 80]) await clicks(story, ann, { at: story.now + minutes * MINUTE });
  expect(await messagesTo(story, ann)).toBe(2);
  // Another email went out in between.
  await story.db
    .updateTable('touches')
    .set({ sentAt: new Date(story.now + 85 * MINUTE) })
    .execute();
  await clicks(story, ann, { at: story.now + 90 * MINUTE });
  expect(await messagesTo(story, ann)).toBe(3);
});

test('an act that says more always reaches the workflow: a reply, an answer, and what makes a lead ready', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  for (let n = 0; n < 2; n++) await clicks(story, ann, { kind: 'replied', source: 'mail', reply: 'automatic' });
  expect(await messagesTo(story, ann)).toBe(2);
  for (let n = 0; n < 2; n++) await clicks(story, ann, { kind: 'demoRequested', source: 'form/demo' });
  expect(await messagesTo(story, ann)).toBe(4);
});

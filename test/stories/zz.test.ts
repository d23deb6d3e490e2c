import { expect, test } from 'vitest';
import { beginStory } from '../support/story.ts';
test('a lead who stays after the goodbye hears about customers', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user', seniority: 'staff' });
  await ann.gets('goodbye');
  console.log((await ann.diary()).join('\n'), story.now, await story.as('admin').leads.status({ leadId: ann.id }));
  await ann.clicks('goodbye', 'stay');
  console.log(await story.db.selectFrom('engagements').selectAll().execute());
  console.log(await story.db.selectFrom('touches').select(['key', 'content', 'sentAt']).execute());
  console.log(await story.db.selectFrom('outbox').select(['message', 'state', 'error']).execute());
  expect(await ann.track()).toBe('connect');
});

import { expect, test } from 'vitest';
import { beginStory } from '../support/story.ts';

test('an archived lead who asks for a demo is called', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user' });
  await story.runFor('90 days');
  expect(await ann.stage()).toBe('archived');
  await ann.does('demoRequested');
  await story.runFor('1 day');
  expect(await ann.stage()).toBe('mql');
  expect(await ann.holder()).toBeDefined();
  expect((await ann.journal()).slice(-6)).toMatchInlineSnapshot(`
    [
      "entered gate",
      "stage archived → inquiry (comes back)",
      "entered educate",
      "interrupted educate → qualify (demoRequested)",
      "entered qualify",
      "stage inquiry → mql (demoRequested)",
    ]
  `);
});

test('an archived lead who asks for a demo does not return to a campaign that was stopped for it, and is answered', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user' });
  await story.runFor('90 days');
  const { campaigns } = story.as('marketer');
  const campaignId = (await campaigns.list()).items[0]!.id;
  await campaigns.stop({ campaignId, leadId: ann.id, because: 'asked for a person' });
  await story.settle();
  await ann.does('demoRequested');
  await story.runFor('1 day');
  expect(await campaigns.get({ campaignId })).toMatchObject({ progress: { in: 0, through: 1 } });
  const lines = (await story.as('admin').leads.story({ leadId: ann.id })).map(({ text }) => text);
  expect(lines).toContainEqual(expect.stringMatching(/^request for .+: asked for a demo/));
});

test('an archived lead who only downloads something stays archived', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user' });
  await story.runFor('90 days');
  await ann.clicks('checklist', 'checklist');
  await story.runFor('1 day');
  expect(await ann.stage()).toBe('archived');
});

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

test('an archived lead who only downloads something stays archived', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user' });
  await story.runFor('90 days');
  await ann.clicks('common-mistakes', 'log');
  await story.runFor('1 day');
  expect(await ann.stage()).toBe('archived');
});

import { expect, test } from 'vitest';
import { beginStory } from '../support/story.ts';

test('a lead who downloads the first guide is told about customers next', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.clicks('market-guide', 'guide');
  await story.runFor('3 days');
  expect(await ann.got()).toEqual(['market-guide', 'customer-case']);
  expect(await ann.journal()).toMatchInlineSnapshot();
});

test('a lead who never reacts is archived after two rounds and a goodbye', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user' });
  await story.runFor('90 days');
  expect(await ann.stage()).toBe('archived');
  expect(await ann.journal()).toMatchInlineSnapshot();
  expect(await ann.got()).toMatchInlineSnapshot();
});

test('a decision-maker gets the same mails at half the pace', async () => {
  await using story = await beginStory();
  const slow = await story.lead({ persona: 'decision-maker', seniority: 'staff' });
  await story.runFor('35 days');
  expect(await slow.got()).toEqual(['market-guide', 'common-mistakes']);
});

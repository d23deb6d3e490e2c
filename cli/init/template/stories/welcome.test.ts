import { beginStory } from 'trellis/testing';
import { expect, test } from 'vitest';

test('a lead who reads the guide and books a time becomes a customer', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ firstName: 'Ann' });
  await ann.gets('welcome');
  await ann.clicks('welcome', 'guide');
  await ann.gets('shall-we-talk');
  await ann.does('booked');
  const rep = await ann.isHeldBy('sales');
  await ann.isReported(rep, 'accepted');
  await ann.gets('introduction');
  await ann.isReported(rep, 'opportunity', { amount: 9_000, closeAt: story.now + 30 * DAY, nextStep: 'Send the offer' });
  await ann.isReported(rep, 'won', { learned: 'The guide convinced them' });
  await ann.becomes('customer');
});

test('a silent lead gets two emails, and no more', async () => {
  await using story = await beginStory();
  const ben = await story.lead({ email: 'ben@example.org' });
  await ben.becomes('archived');
  expect(await ben.got()).toEqual(['welcome', 'shall-we-talk']);
});

test('a lead that sales gives back is not archived because it already got both emails', async () => {
  await using story = await beginStory();
  const eve = await story.lead({ email: 'eve@example.org' });
  await eve.gets('shall-we-talk');
  await eve.does('booked');
  await eve.becomes('recycled');
  await story.runFor('60 days');
  expect(await eve.track()).toBe('connect');
});

/** Milliseconds. */
const DAY = 86_400_000;

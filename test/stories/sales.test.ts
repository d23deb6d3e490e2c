import { expect, test } from 'vitest';
import { DAY } from '../../domain/duration.ts';
import { beginStory } from '../support/story.ts';

const guide = { need: 'Trucks wait for hours' };

test('somebody who asks for a demo is called, handed over, accepted, and becomes a customer', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.does('demoRequested');
  const sdr = (await ann.holder())!;
  await ann.isReported(sdr, 'qualified', { guide, meetingAt: story.now + 2 * DAY });
  const rep = (await ann.holder())!;
  await ann.isReported(rep, 'accepted');
  await story.runFor('5 days');
  await ann.isReported(rep, 'opportunity', { amount: 24_000, closeAt: story.now + 30 * DAY, nextStep: 'Send the offer' });
  await story.runFor('10 days');
  await ann.isReported(rep, 'won', { learned: 'The customer case convinced them' });
  await story.runFor('1 day');
  expect(await ann.stage()).toBe('customer');
  expect(await ann.journal()).toMatchInlineSnapshot(`
    [
      "entered gate",
      "entered educate",
      "interrupted educate → qualify (demoRequested)",
      "entered qualify",
      "stage inquiry → mql (demoRequested)",
      "entered sales",
      "stage mql → sal (accepted)",
      "stage sal → opportunity (reported by the salesperson)",
      "stage opportunity → customer (won)",
      "ended sales → customer (won)",
    ]
  `);
  expect(await ann.got()).toMatchInlineSnapshot(`
    [
      "market-guide",
      "meeting-confirmed",
      "introduction",
      "carrier-view",
    ]
  `);
});

test('a director who asks for a demo goes straight to a salesperson', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ seniority: 'director' });
  await story.runFor('1 day');
  await ann.does('demoRequested');
  expect(await ann.track()).toBe('sales');
});

import { fileURLToPath } from 'node:url';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { beginStory, START } from '../support/story.ts';
import { DAY } from '../../domain/time/duration.ts';
import { openDay } from './open-day/workflows.ts';

const workflows = fileURLToPath(new URL('open-day/workflows.ts', import.meta.url));
const MAY_9 = START + 60 * DAY;

const begin = () =>
  beginStory({ program: 'open-day', workflows, programs: [openDay], input: { event: 'spring', startsAt: MAY_9 } });

test('a campaign says when it is, and its leads wait for that', async () => {
  await using story = await begin();
  const ann = await story.lead();
  await story.runFor('90 days');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered invite",
      "  0 mailed open-day",
      " 10 mailed guide",
      " 20 entered remind",
      " 20 mailed checklist",
      " 59 rested remind → thank",
      " 59 entered thank",
      " 59 mailed meeting",
      " 62 stage inquiry → archived (spring is over)",
      " 62 ended thank → archived (spring is over)",
      " 62 mailed news",
    ]
  `);
});

test('the open day moves by a week while leads wait, and they wait a week longer', async () => {
  await using story = await begin();
  const ann = await story.lead();
  await story.runFor('40 days');
  await story.changes({ startsAt: MAY_9 + 7 * DAY });
  await story.runFor('50 days');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered invite",
      "  0 mailed open-day",
      " 10 mailed guide",
      " 20 entered remind",
      " 20 mailed checklist",
      " 40 noted (startsAt is 2026-05-16 10:00 UTC now)",
      " 66 rested remind → thank",
      " 66 entered thank",
      " 66 mailed meeting",
      " 69 stage inquiry → archived (spring is over)",
      " 69 ended thank → archived (spring is over)",
      " 69 mailed news",
    ]
  `);
});

test('it moves into the past, and the wait ends at once', async () => {
  await using story = await begin();
  const ann = await story.lead();
  await story.runFor('40 days');
  await story.changes({ startsAt: START + 39 * DAY });
  await story.runFor('1 day');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered invite",
      "  0 mailed open-day",
      " 10 mailed guide",
      " 20 entered remind",
      " 20 mailed checklist",
      " 40 noted (startsAt is 2026-04-18 10:00 UTC now)",
      " 40 rested remind → thank",
      " 40 entered thank",
      " 40 mailed meeting",
    ]
  `);
});

test('a lead that rests hears it', async () => {
  await using story = await begin();
  const ann = await story.lead();
  await story.runFor('60 days');
  await story.changes({ startsAt: MAY_9 + 7 * DAY, event: 'the second try' });
  await story.runFor('30 days');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered invite",
      "  0 mailed open-day",
      " 10 mailed guide",
      " 20 entered remind",
      " 20 mailed checklist",
      " 59 rested remind → thank",
      " 59 entered thank",
      " 59 mailed meeting",
      " 60 noted (event is the second try now)",
      " 60 noted (startsAt is 2026-05-16 10:00 UTC now)",
      " 69 stage inquiry → archived (the second try is over)",
      " 69 ended thank → archived (the second try is over)",
      " 69 mailed news",
    ]
  `);
});

test('two changes arrive in the wrong order, and the later one counts', async () => {
  await using story = await begin();
  const ann = await story.lead();
  const says = (version: number, days: number) =>
    story.engine.signal(`lead/${ann.id}`, 'inputChanged', {
      id: `change ${version}`,
      of: 'input',
      version,
      values: { event: 'spring', startsAt: START + days * DAY },
    });
  await says(3, 30);
  await says(2, 50);
  await says(3, 30);
  await story.runFor('60 days');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered invite",
      "  0 mailed open-day",
      "  0 noted (startsAt is 2026-04-09 10:00 UTC now)",
      " 10 mailed guide",
      " 20 entered remind",
      " 20 mailed checklist",
      " 29 rested remind → thank",
      " 29 entered thank",
      " 29 mailed meeting",
      " 33 stage inquiry → archived (spring is over)",
      " 33 ended thank → archived (spring is over)",
      " 33 mailed news",
    ]
  `);
});

test('a lead whose campaign lacks what the program reads is parked, and goes on once the campaign says it', async () => {
  await using story = await begin();
  await story.lead();
  await story.db.updateTable('inputs').set({ values: '{}' }).where('campaignId', 'is not', null).execute();
  const bob = await story.lead({ email: 'bob@two.example' });
  await story.runFor('20 days');
  expect(await story.as('admin').ops.parked()).toMatchObject([{ leadId: bob.id, reason: 'InputMissing' }]);
  await story.changes({ event: 'spring', startsAt: MAY_9 });
  await story.as('admin').ops.retry({ id: v7(), leadId: bob.id });
  await story.runFor('80 days');
  expect(await bob.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered invite",
      "  0 mailed open-day",
      " 10 mailed guide",
      " 20 entered remind",
      " 20 parked remind → (InputMissing)",
      " 20 mailed checklist",
      " 20 noted (event is spring now)",
      " 20 noted (startsAt is 2026-05-09 10:00 UTC now)",
      " 20 resumed remind (retry)",
      " 58 rested remind → thank",
      " 58 entered thank",
      " 58 mailed meeting",
      " 61 stage inquiry → archived (spring is over)",
      " 61 ended thank → archived (spring is over)",
      " 61 mailed news",
    ]
  `);
});

test('a knob turned down makes the next email come earlier, for a lead that runs as well', async () => {
  await using story = await begin();
  const ann = await story.lead();
  await story.turns({ patience: 3 });
  const bob = await story.lead({ email: 'bob@two.example' });
  await story.runFor('20 days');
  expect([await ann.diary(), await bob.diary()]).toMatchInlineSnapshot(`
    [
      [
        "  0 entered invite",
        "  0 mailed open-day",
        "  0 noted (patience is 3 now)",
        " 10 mailed guide",
        " 13 entered remind",
        " 13 mailed checklist",
      ],
      [
        "  0 entered invite",
        "  0 mailed open-day",
        "  3 mailed guide",
        "  6 entered remind",
        "  6 mailed checklist",
      ],
    ]
  `);
});

import { fileURLToPath } from 'node:url';
import { v7 } from 'uuid';
import { expect, test, vi } from 'vitest';
import { beginStory, START } from '../support/story.ts';
import { DAY } from '../../domain/time/duration.ts';
import { openDay } from './open-day/workflows.ts';

vi.setConfig({ testTimeout: 90_000 });

const workflows = fileURLToPath(new URL('open-day/workflows.ts', import.meta.url));
const THE_DAY = START + 24 * DAY;

const begin = () =>
  beginStory({ program: 'open-day', workflows, programs: [openDay], input: { event: 'spring', startsAt: THE_DAY } });

test('a campaign says when it is, and its leads wait for that', async () => {
  await using story = await begin();
  const ann = await story.lead();
  await story.runFor('30 days');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered invite",
      "  0 mailed open-day",
      " 10 mailed guide",
      " 20 entered remind",
      " 20 mailed checklist",
      " 23 rested remind → thank",
      " 23 mailed meeting",
      " 26 entered thank",
      " 27 stage inquiry → archived (spring is over)",
      " 27 ended thank → archived (spring is over)",
      " 27 mailed news",
    ]
  `);
});

test('the open day moves by a week while leads wait, and they wait a week longer', async () => {
  await using story = await begin();
  const ann = await story.lead();
  await story.runFor('22 days');
  await story.changes({ startsAt: THE_DAY + 7 * DAY });
  await story.runFor('14 days');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered invite",
      "  0 mailed open-day",
      " 10 mailed guide",
      " 20 entered remind",
      " 20 mailed checklist",
      " 22 noted (startsAt is 2026-04-10 10:00 UTC now)",
      " 30 rested remind → thank",
      " 30 mailed meeting",
      " 33 entered thank",
      " 33 stage inquiry → archived (spring is over)",
      " 33 ended thank → archived (spring is over)",
      " 33 mailed news",
    ]
  `);
});

test('it moves into the past, and the wait ends at once', async () => {
  await using story = await begin();
  const ann = await story.lead();
  await story.runFor('22 days');
  await story.changes({ startsAt: START + 21 * DAY });
  await story.runFor('1 day');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered invite",
      "  0 mailed open-day",
      " 10 mailed guide",
      " 20 entered remind",
      " 20 mailed checklist",
      " 22 noted (startsAt is 2026-03-31 10:00 UTC now)",
      " 22 rested remind → thank",
      " 22 mailed meeting",
      " 23 entered thank",
    ]
  `);
});

test('a resting lead is told, too', async () => {
  await using story = await begin();
  const ann = await story.lead();
  await story.runFor('24 days');
  await story.changes({ startsAt: THE_DAY + 7 * DAY, event: 'the second try' });
  await story.runFor('12 days');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered invite",
      "  0 mailed open-day",
      " 10 mailed guide",
      " 20 entered remind",
      " 20 mailed checklist",
      " 23 rested remind → thank",
      " 23 mailed meeting",
      " 24 noted (event is the second try now)",
      " 24 noted (startsAt is 2026-04-10 10:00 UTC now)",
      " 33 entered thank",
      " 33 stage inquiry → archived (the second try is over)",
      " 33 ended thank → archived (the second try is over)",
      " 33 mailed news",
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
  await says(3, 23);
  await says(2, 40);
  await says(3, 23);
  await story.runFor('26 days');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered invite",
      "  0 mailed open-day",
      "  0 noted (startsAt is 2026-04-02 10:00 UTC now)",
      " 10 mailed guide",
      " 20 entered remind",
      " 20 mailed checklist",
      " 22 rested remind → thank",
      " 22 mailed meeting",
      " 25 entered thank",
    ]
  `);
});

test('a lead whose campaign lacks an input is parked, and continues once the campaign has it', async () => {
  await using story = await begin();
  await story.lead();
  await story.db.updateTable('inputs').set({ values: '{}' }).where('campaignId', 'is not', null).execute();
  const bob = await story.lead({ email: 'bob@two.example' });
  await story.runFor('20 days');
  expect((await story.as('admin').ops.parked()).items).toMatchObject([{ leadId: bob.id, reason: 'InputMissing' }]);
  await story.changes({ event: 'spring', startsAt: THE_DAY });
  await story.as('admin').ops.retry({ id: v7(), leadId: bob.id });
  await story.runFor('8 days');
  expect(await bob.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered invite",
      "  0 mailed open-day",
      " 10 mailed guide",
      " 20 entered remind",
      " 20 parked remind → (InputMissing)",
      " 20 mailed checklist",
      " 20 noted (event is spring now)",
      " 20 noted (startsAt is 2026-04-03 10:00 UTC now)",
      " 20 resumed remind (retry)",
      " 22 rested remind → thank",
      " 22 mailed meeting",
      " 25 entered thank",
      " 27 stage inquiry → archived (spring is over)",
      " 27 ended thank → archived (spring is over)",
      " 27 mailed news",
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

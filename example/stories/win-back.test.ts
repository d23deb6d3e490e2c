import { beginStory } from 'trellis/testing';
import { expect, test } from 'vitest';

const beginWinBack = () => beginStory({ program: 'win-back' });

test('a lead whose contract has a known end gets two emails and a timely one from the rep', async () => {
  await using story = await beginWinBack();
  const ann = await story.lead({ fields: { renewal: '2026-12-01' } });
  await ann.gets('before-you-renew');
  await ann.does('replied');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered ask",
      "  0 rested ask → remember",
      " 25 entered remember",
      " 27 mailed what-has-changed",
      " 57 rested remember → renewal",
      "145 entered renewal",
      "145 mailed before-you-renew",
      "145 entered sales",
      "145 stage inquiry → mql (handed over by the track renewal)",
    ]
  `);
  expect(story.teamOf((await ann.holder())!)).toBe('field-sales');
});

test('a lead without a known date is asked when to write again, and gets nothing before', async () => {
  await using story = await beginWinBack();
  const ann = await story.lead();
  await ann.gets('when-to-ask-again');
  await ann.answers('when-to-ask-again', 'later', { until: '2026-06-01' });
  await ann.gets('before-you-renew');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered ask",
      "  0 mailed when-to-ask-again",
      "  0 rested ask → renewal",
      " 82 entered renewal",
      " 82 mailed before-you-renew",
    ]
  `);
});

test('a lead who does not want to be asked again is not asked', async () => {
  await using story = await beginWinBack();
  const ann = await story.lead();
  await ann.gets('when-to-ask-again');
  await ann.answers('when-to-ask-again', 'notRelevant');
  expect(await ann.stage()).toBe('archived');
});

test('a lead who stays silent is asked three times, then left alone', async () => {
  await using story = await beginWinBack();
  const ann = await story.lead();
  await ann.gets('what-has-changed');
  await ann.becomes('archived');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered ask",
      "  0 mailed when-to-ask-again",
      " 30 rested ask → remember",
      "150 entered remember",
      "150 mailed what-has-changed",
      "180 rested remember → renewal",
      "270 entered renewal",
      "271 mailed before-you-renew",
      "301 stage inquiry → archived (silent before the renewal)",
      "301 ended renewal → archived (silent before the renewal)",
    ]
  `);
});

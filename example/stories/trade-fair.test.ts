import { beginStory } from 'trellis/testing';
import { expect, test } from 'vitest';

const beginFair = () => beginStory({ program: 'trade-fair', input: { fair: 'Hanover' } });

test('a visitor of the stand gets an email, and two days later a call', async () => {
  await using story = await beginFair();
  const ann = await story.lead();
  const sdr = await ann.isHeldBy('inside-sales');
  await ann.isReported(sdr, 'qualified', {
    guide: { fit: 'Yes', interest: 'Wants a demo', contactData: 'Right', willingToMeet: 'Yes' },
    meetingAt: story.now + 9 * 86_400_000,
  });
  await ann.isReported(await ann.isHeldBy('field-sales'), 'accepted');
  await story.runFor('2 days');
  expect(ann.mails[0]!.subject).toBe('From the stand at Hanover');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered thank",
      "  0 mailed met-at-the-fair",
      "  2 entered ring",
      "  2 entered sales",
      "  2 stage inquiry → mql (handed over by the track ring)",
      "  2 stage mql → sal (accepted)",
      "  2 mailed meeting-confirmed",
      "  2 mailed introduction",
    ]
  `);
});

test('a visitor who replies is called like a lead who is ready for sales', async () => {
  await using story = await beginFair();
  const ann = await story.lead();
  await ann.gets('met-at-the-fair');
  await ann.does('replied');
  expect((await ann.diary()).slice(2)).toMatchInlineSnapshot(`
    [
      "  0 mailed met-at-the-fair",
      "  0 entered call",
      "  0 stage inquiry → mql (handed over by the track thank)",
    ]
  `);
});

/** Somebody whose card at the stand allows texts. */
const withCard = { phone: '+31 6 5550 1234', source: 'stand' };

test('a visitor whose card allows texts is texted when nobody could reach them, and picks a time', async () => {
  await using story = await beginFair();
  const ann = await story.lead(withCard);
  await ann.isReported(await ann.isHeldBy('inside-sales'), 'noAnswer');
  await ann.gets('missed-your-call');
  expect(ann.texts[0]!.text).toMatch(/^Baywright here, from the stand at Hanover\. .*Reply STOP to opt out\.$/);
  await ann.does('booked');
  expect((await ann.diary()).slice(3)).toMatchInlineSnapshot(`
    [
      "  2 entered ring",
      "  6 entered text",
      "  6 sent sms missed-your-call",
      "  6 entered call",
      "  6 stage inquiry → mql (handed over by the track text)",
    ]
  `);
});

test('a visitor who texts a time back is called', async () => {
  await using story = await beginFair();
  const ann = await story.lead(withCard);
  await ann.isReported(await ann.isHeldBy('inside-sales'), 'noAnswer');
  await ann.gets('missed-your-call');
  expect(await ann.textsBack('sms', 'Thursday at ten')).toBeUndefined();
  await ann.isHeldBy('inside-sales');
  expect((await ann.diary()).slice(4)).toMatchInlineSnapshot(`
    [
      "  6 entered text",
      "  6 sent sms missed-your-call",
      "  6 entered call",
      "  6 stage inquiry → mql (handed over by the track text)",
    ]
  `);
});

test('STOP ends the texts to a visitor, and the emails continue', async () => {
  await using story = await beginFair();
  const ann = await story.lead(withCard);
  await ann.isReported(await ann.isHeldBy('inside-sales'), 'noAnswer');
  await ann.gets('missed-your-call');
  expect(await ann.textsBack('sms', 'STOP')).toContain('no more texts');
  await ann.gets('after-the-fair');
});

test.each([
  ['signed up for emails', { ...withCard, source: 'form/newsletter' }, 'optInNeeded'],
  ['has no number', { source: 'stand' }, 'noAddress'],
])('a visitor who %s gets no text, and the next email at once', async (_, cells, because) => {
  await using story = await beginFair();
  const ann = await story.lead(cells);
  await ann.isReported(await ann.isHeldBy('inside-sales'), 'noAnswer');
  await ann.gets('after-the-fair');
  expect(await ann.got()).toEqual(['met-at-the-fair', 'after-the-fair']);
  expect(await ann.journal()).toContain(`skipped missed-your-call (${because})`);
});

test('a visitor who cannot be reached within four days, and allows no texts, gets one more email', async () => {
  await using story = await beginFair();
  const ann = await story.lead();
  await ann.isReported(await ann.isHeldBy('inside-sales'), 'noAnswer');
  await ann.becomes('archived');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered thank",
      "  0 mailed met-at-the-fair",
      "  2 entered ring",
      "  6 entered text",
      "  6 skipped missed-your-call (optInNeeded)",
      "  6 entered remind",
      "  6 mailed after-the-fair",
      " 13 stage inquiry → archived (silent after the fair)",
      " 13 ended remind → archived (silent after the fair)",
    ]
  `);
});

test('a marketer turns a knob to give visitors more time to answer', async () => {
  await using story = await beginFair();
  await story.turns({ answerTime: '5 days' });
  const ann = await story.lead();
  await story.runFor('4 days');
  expect(await ann.holder()).toBeUndefined();
  await story.runFor('2 days');
  expect(await ann.holder()).toBeDefined();
});

import { beginStory, type StoryOptions } from 'trellis/testing';
import { expect, test } from 'vitest';

/** Milliseconds. */
const DAY = 86_400_000;

test('somebody who asks for a demo is called, handed over, accepted, and becomes a customer', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.does('demoRequested');
  await ann.isReported((await ann.holder())!, 'qualified', {
    guide: { fit: 'Yes', interest: 'Wants a demo', contactData: 'Right', willingToMeet: 'Yes' },
    meetingAt: story.now + 2 * DAY,
  });
  const rep = (await ann.holder())!;
  await ann.isReported(rep, 'accepted');
  await story.runFor('5 days');
  await ann.isReported(rep, 'opportunity', { amount: 24_000, closeAt: story.now + 30 * DAY, nextStep: 'Send the offer' });
  await story.runFor('10 days');
  await ann.isReported(rep, 'won', { learned: 'The customer case convinced them' });
  expect(await ann.stage()).toBe('customer');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed market-guide",
      "  1 interrupted educate → qualify (demoRequested)",
      "  1 entered qualify",
      "  1 stage inquiry → mql (demoRequested)",
      "  1 entered sales",
      "  1 stage mql → sal (accepted)",
      "  1 mailed meeting-confirmed",
      "  1 mailed introduction",
      "  6 stage sal → opportunity (reported by the salesperson)",
      "  8 mailed carrier-view",
      " 16 stage opportunity → customer (won)",
      " 16 ended sales → customer (won)",
    ]
  `);
});

test('a lead whom a salesperson has accepted gets an email from them, and emails that marketing has not sent before', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ seniority: 'director' });
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  await ann.isReported(rep, 'accepted');
  await story.runFor('26 days');
  expect((await ann.diary()).slice(6)).toMatchInlineSnapshot(`
    [
      "  0 stage mql → sal (accepted)",
      "  0 mailed introduction",
      "  7 mailed carrier-view",
      " 21 mailed integration-day",
    ]
  `);
  expect(ann.mails.find(({ subject }) => subject.includes('Picking up'))!.from.address).toBe(`${rep}@mail.baywright.example.com`);
});

test('a director who asks for a demo goes straight to a salesperson', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ seniority: 'director' });
  await ann.does('demoRequested');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed market-guide",
      "  0 interrupted educate → sales (demoRequested)",
      "  0 entered sales",
      "  0 stage inquiry → mql (demoRequested)",
    ]
  `);
  expect(story.teamOf((await ann.holder())!)).toBe('field-sales');
});

test.each<StoryOptions>([
  { program: 'b2b-software' },
  { program: 'trade-fair', input: { fair: 'Hanover' } },
  { program: 'webinar', input: { webinar: 'gate-talk-7', title: 'Gates', startsAt: '2026-03-24T16:00:00+01:00' } },
  { program: 'win-back' },
])('a director who asks for a call in $program is called as fast as everybody else', async (options) => {
  await using story = await beginStory(options);
  const ann = await story.lead({ seniority: 'director' });
  await ann.does('contactRequested');
  await story.runFor('1 hour');
  expect((await ann.ladder())[0]).toContain('fastTrack remind');
});

test('a lead who activates the trial gets hints about it while an SDR calls', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('3 days');
  await ann.does('activated');
  await story.runFor('1 day');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed market-guide",
      "  3 interrupted educate → qualify (activated)",
      "  3 entered qualify",
      "  3 stage inquiry → mql (activated)",
      "  3 mailed trial-activated",
    ]
  `);
});

test('somebody who does not answer the phone gets an email that we called', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  const sdr = await ann.isHeldBy('inside-sales');
  await ann.isReported(sdr, 'noAnswer');
  await ann.gets('tried-to-reach-you');
  expect(ann.mails.at(-1)!.from.address).toBe(`${sdr}@mail.baywright.example.com`);
});

test('somebody on whose voicemail a rep spoke gets it in writing, and no email that we did not get through', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  await ann.isReported(await ann.isHeldBy('inside-sales'), 'voicemail');
  await ann.gets('left-you-a-voicemail');
  expect(await ann.got()).not.toContain('tried-to-reach-you');
});

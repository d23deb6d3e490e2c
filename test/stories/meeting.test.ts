import { expect, test } from 'vitest';
import { HOUR } from '../../domain/time/duration.ts';
import { beginStory, START } from '../support/story.ts';
import { guide } from '../support/guide.ts';

/** Friday, 17:30 in Berlin: nobody is mailed before Monday, 9:00. */
const FRIDAY_EVENING = START + 3 * 24 * HOUR + 6.5 * HOUR;

test.each([
  ['is confirmed on Monday morning when it is in the afternoon', FRIDAY_EVENING + 70 * HOUR, true],
  ['is not confirmed any more when it was on Monday at eight', FRIDAY_EVENING + 62.5 * HOUR, false],
])('a meeting that is arranged on Friday evening %s', async (_, meetingAt, isConfirmed) => {
  await using story = await beginStory({ start: FRIDAY_EVENING - HOUR });
  const ann = await story.lead();
  await ann.does('demoRequested');
  await story.runFor('1 hour');
  const sdr = (await ann.holder())!;
  await ann.isReported(sdr, 'qualified', { guide, meetingAt });
  await story.runFor('5 days');
  expect((await ann.got()).includes('meeting')).toBe(isConfirmed);
});

import { test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { beginStory } from '../support/story.ts';
import { guide } from '../support/guide.ts';

/** Whose send window is closed while reps work: what they get waits for a timer. */
const farAway = { country: 'US' };

// What this has written is replayed by the SDK at the end of the file.
test('a report and an email are written at once, and whichever ends first, the lead can be replayed', async () => {
  await using story = await beginStory();
  const ann = await story.lead(farAway);
  await ann.does('demoRequested');
  const meeting = { guide, meetingAt: story.now + 14 * DAY };
  await ann.isReported(await ann.isHeldBy('sdr-team'), 'qualified', meeting);
  await ann.isReported(await ann.isHeldBy('deal-team'), 'accepted');
  await story.runFor('2 days');
});

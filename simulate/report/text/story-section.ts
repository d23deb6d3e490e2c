import type { Report } from '../report.ts';
import { momentOf } from './dates.ts';
import type { Paint } from './paint.ts';
import type { Section } from './section.ts';

/** The whole story of one lead. */
export function storySection({ story, rehearsal: { zone } }: Report, paint: Paint): Section {
  if (!story) return { heading: '', lines: [] };
  return {
    heading: `One lead’s story: ${story.who}`,
    lines: story.lines.map(({ at, text }) => `${paint.dim(momentOf(at, zone))}  ${text}`),
  };
}

/** What the run did not show. */
export function unseenSection({ unseen }: Report): Section {
  return { heading: 'Not seen in this run', lines: unseen };
}

/** Program hours. With a longer delay, the results depend more on the machine than on the people. */
const TOO_LATE = 6;

/** How late timers were. */
export function lagSection({ lag }: Report, paint: Paint): Section {
  const { samples, p50, p95, most } = lag;
  const hours = (value: number): string => value.toFixed(1);
  const line = `half within ${hours(p50)}, 95 % within ${hours(p95)}, the latest ${hours(most)} program hours (${samples} measured)`;
  const slow = paint.yellow(
    'This machine was too slow or too busy for this speed: a longer day (--day 6s) gives a truer picture.',
  );
  return { heading: 'How late timers were', lines: samples === 0 ? [] : p50 > TOO_LATE ? [line, slow] : [line] };
}

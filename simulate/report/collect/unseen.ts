import type { Policy } from '../../../domain/policy/policy.ts';
import { namesIn } from '../../../domain/sales/dispositions.ts';
import { rungs } from '../../../domain/sales/sla.ts';
import type { Counted, Report } from '../report.ts';
import { inWords } from '../text/words.ts';

interface Seen extends Pick<Report, 'endings' | 'ladder'> {
  readonly dispositions: readonly Counted[];
  readonly recycled: readonly Counted[];
}

/**
 * What an audience should have shown and did not in this run, because of too few days or too slow servers.
 * @param endings the ways in which the program ends
 */
export function unseenIn(
  { endings: ended, dispositions, ladder, recycled }: Seen,
  endings: readonly string[],
  policy: Pick<Policy, 'dispositions' | 'recycle'>,
): string[] {
  // In the demo, a rep is always free.
  const { nobodyFree: _, ...reasons } = policy.recycle.reasons;
  const missing = (what: string, all: readonly string[], seen: readonly string[]): string[] =>
    all.filter((one) => !seen.includes(one)).map((one) => `${what} "${one}"`);
  return [
    ...missing(
      'ending',
      endings,
      ended.map(({ because }) => inWords(because)),
    ),
    ...missing(
      'disposition',
      [...namesIn(policy.dispositions, 'sdr'), ...namesIn(policy.dispositions, 'sales')],
      dispositions.map(({ what }) => what),
    ),
    ...missing(
      'rung',
      Object.keys(rungs),
      ladder.flatMap((row) => Object.keys(row.rungs)),
    ),
    ...missing(
      'reason to recycle',
      Object.keys(reasons),
      recycled.map(({ what }) => what),
    ),
  ];
}

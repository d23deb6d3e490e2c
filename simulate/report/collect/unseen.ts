import { namesIn, standardDispositions } from '../../../domain/sales/dispositions.ts';
import { standardRecycle } from '../../../domain/sales/recycle.ts';
import { rungs } from '../../../domain/sales/sla.ts';
import type { Report } from '../report.ts';
import { inWords } from '../text/words.ts';

/** The ways in which the program b2b-software ends for somebody. */
const endings = [
  'won',
  'too little of the profile fits',
  'the domain takes no mail',
  'an SDR found that it does not fit',
  'left the company',
  'not relevant to them',
  'unsubscribed',
  'the address does not exist',
  'complained of spam',
  'asked not to be contacted',
  'silent for two rounds and a goodbye',
] as const;

/** In the demo somebody is always free. */
const { nobodyFree: _, ...reasons } = standardRecycle.reasons;

type Seen = Pick<Report, 'endings' | 'dispositions' | 'ladder' | 'recycled'>;

/** What the people of our own file are there to show, and did not in this run: too few days, or servers that were too slow. */
export function unseenIn({ endings: ended, dispositions, ladder, recycled }: Seen): string[] {
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
      [...namesIn(standardDispositions, 'sdr'), ...namesIn(standardDispositions, 'sales')],
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

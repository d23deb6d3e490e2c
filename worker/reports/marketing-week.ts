import { reviewReport } from '../../api/reports/review.ts';
import { percent, quantity } from '../../domain/text/words.ts';
import { shareOf } from '../../api/reports/rows.ts';
import { lastWeek } from './last-week.ts';
import type { WriteReport } from './report.ts';

/** The last week of marketing, in the numbers of `reports.review`. */
export const marketingWeek: WriteReport = async (deps) => {
  const { passed, heldBack, text } = await reviewReport(deps, lastWeek(deps));
  if (passed.all === 0 && heldBack.all === 0) return undefined;
  const share = shareOf(passed.accepted, passed.accepted + passed.returned);
  const counted = ({ label, count }: { readonly label: string; readonly count: number }) => ({ text: `${count} × ${label}` });
  return {
    headline: `${passed.all} passed to sales, ${heldBack.all} held back`,
    sections: [
      {
        title: 'Passed to sales',
        lines: [
          {
            text: `${quantity(passed.all, 'lead')}: ${passed.accepted} accepted, ${passed.returned} came back, ${passed.open} open`,
          },
          ...(share === null ? [] : [{ text: `Sales accepted ${percent(share)} of those that it decided about.` }]),
          ...passed.returnedBecause.map(counted),
        ],
      },
      { title: 'Held back', lines: heldBack.lacks.map(counted) },
      { title: 'The threshold, over the last 90 days', lines: [{ text }] },
    ].filter(({ lines }) => lines.length > 0),
  };
};

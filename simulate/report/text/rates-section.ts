import { funnelWay, type FunnelStage } from '../../../domain/lead/funnel.ts';
import { kindsOf } from '../../../domain/text/kinds.ts';
import { publishedRates, type PublishedRate } from '../published-rates.ts';
import type { Report } from '../report.ts';
import type { Paint } from './paint.ts';
import type { Section } from './section.ts';
import { table } from './table.ts';

/** The rates of this run next to published ones. */
export function ratesSection(report: Report, paint: Paint): Section {
  const rates = ratesOf(report);
  return {
    heading: 'Beside what others report',
    lines: [
      ...table<PublishedRate>(
        [
          { title: 'here', of: (rate) => percent(rates[rate]), align: 'right' },
          { title: 'others', of: (rate) => `${percent(publishedRates[rate].from)} to ${percent(publishedRates[rate].to)}` },
          { title: '', of: (rate) => publishedRates[rate].label },
        ],
        kindsOf(publishedRates),
        paint.dim,
      ),
      paint.dim('The people of the demo are warm on purpose: with usual rates, 192 leads would show hardly a call and no deal.'),
      paint.dim('simulate/report/published-rates.ts names the sources; npm run trellis -- simulate --fit takes your own rates.'),
    ],
  };
}

function ratesOf({ emails, numbers, funnel }: Report): Readonly<Record<PublishedRate, number | undefined>> {
  const sum = (of: (row: Report['emails'][number]) => number): number => emails.reduce((total, row) => total + of(row), 0);
  const sent = sum((row) => row.sent);
  const reached = (stage: FunnelStage): number => funnel.find((row) => row.stage === stage)?.reached ?? 0;
  const fromLast = (stage: FunnelStage) => share(reached(stage), reached(funnelWay[funnelWay.indexOf(stage as never) - 1]!));
  return {
    opened: share(
      sum((row) => row.opened),
      sent,
    ),
    clicked: share(numbers.emails.clicked, numbers.emails.sent),
    unsubscribed: share(numbers.emails.unsubscribed, numbers.emails.sent),
    mql: fromLast('mql'),
    sal: fromLast('sal'),
    opportunity: fromLast('opportunity'),
    customer: fromLast('customer'),
  };
}

const share = (part: number, of: number): number | undefined => (of === 0 ? undefined : part / of);

/** With a digit after the point where the share is small. */
const percent = (value: number | undefined): string =>
  value === undefined ? '–' : `${(value * 100).toFixed(value < 0.01 && value > 0 ? 1 : 0)} %`;

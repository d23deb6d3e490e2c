import { standardDispositions } from '../../domain/sales/dispositions.ts';
import { labelOf } from '../../domain/text/own.ts';
import { DAY } from '../../domain/time/duration.ts';
import type { Paint } from '../report/text/paint.ts';
import type { Section } from '../report/text/section.ts';
import { table } from '../report/text/table.ts';
import { acts, type Seen } from './acts.ts';
import type { CallRow, Fit, RateRow } from './fit.ts';
import type { ForecastRow } from './forecast.ts';
import { STANDARD_COUNTS_FOR } from './rates.ts';

const percents = (share: number): string => `${(share * 100).toFixed(1)} %`;
const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const shareOf = ({ count, of }: Seen): string => (of === 0 ? '·' : percents(count / of));

/** What was fitted, and how far the rates were off last month. */
export const fitSections = (fit: Fit, paint: Paint): readonly Section[] => [
  ratesSection(fit, paint),
  callsSection(fit, paint),
  monthSection(fit, paint),
];

function ratesSection({ rates, emails, leads, until }: Fit, paint: Paint): Section {
  const about =
    until === null
      ? 'The history has no emails: every rate is the standard one.'
      : `${emails} emails to ${leads} leads, until ${dateOf(until)}; the standard rate counts for ${STANDARD_COUNTS_FOR.emails} emails.`;
  const lines = table<RateRow>(
    [
      { title: 'they', of: ({ act }) => acts[act].label },
      { title: 'position', of: ({ position }) => position },
      { title: 'emails', of: ({ seen }) => seen.of, align: 'right' },
      { title: 'seen', of: ({ seen }) => shareOf(seen), align: 'right' },
      { title: '95 % interval', of: ({ interval, seen }) => (seen.of === 0 ? '·' : `${percents(interval.from)} to ${percents(interval.to)}`), align: 'right' },
      { title: 'standard', of: ({ standard }) => percents(standard), align: 'right' },
      { title: 'fitted', of: ({ fitted }) => percents(fitted), align: 'right' },
      { title: 'in this simulation', of: ({ simulated }) => (simulated ? shareOf(simulated) : ''), align: 'right' },
    ],
    rates,
    paint.dim,
  ); // prettier-ignore
  return { heading: 'Fitted: how often people react to an email', lines: [about, ...lines] };
}

function callsSection({ firstCalls }: Fit, paint: Paint): Section {
  const calls = firstCalls[0]?.seen.of ?? 0;
  const lines = table<CallRow>(
    [
      { title: 'result', of: ({ says }) => labelOf(standardDispositions, says) },
      { title: 'leads', of: ({ seen }) => seen.count, align: 'right' },
      { title: 'seen', of: ({ seen }) => shareOf(seen), align: 'right' },
      { title: 'standard', of: ({ standard }) => percents(standard), align: 'right' },
      { title: 'fitted', of: ({ fitted }) => percents(fitted), align: 'right' },
    ],
    firstCalls,
    paint.dim,
  );
  const about = `${calls} leads were called; the standard share counts for ${STANDARD_COUNTS_FOR.calls} calls.`;
  return { heading: 'Fitted: the result of a first call', lines: [about, ...lines] };
}

const whatOf = ({ what }: ForecastRow): string => (what === 'ready' ? 'become sales-ready' : acts[what].label);

function monthSection({ lastMonth }: Fit, paint: Paint): Section {
  const heading = 'How far the rates were off in the last 30 days of the history';
  if (!lastMonth) return { heading, lines: ['There are no emails from before them, so nothing could be predicted.'] };
  const { rows, emails, fittedTo, from, to } = lastMonth;
  const about = `${emails} emails from ${dateOf(from)} to ${dateOf(to - DAY / 24)}, predicted from the ${fittedTo} before.`;
  const lines = table<ForecastRow>(
    [
      { title: 'they', of: whatOf },
      { title: 'predicted', of: ({ predicted }) => predicted.toFixed(1), align: 'right' },
      { title: '95 % interval', of: ({ interval }) => `${interval.from} to ${interval.to}`, align: 'right' },
      { title: 'seen', of: ({ seen }) => seen, align: 'right' },
      { title: '', of: ({ isWithin }) => (isWithin ? paint.green('✓') : paint.red('✗ outside')) },
    ],
    rows,
    paint.dim,
  );
  return { heading, lines: [about, ...lines] };
}

import { funnelStages } from '../../domain/lead/funnel.ts';
import { labelOf } from '../../domain/text/own.ts';
import type { Place } from '../calendar/simulation.ts';
import { sectionsText } from '../calendar/simulation-text.ts';
import { plain, type Paint } from '../report/text/paint.ts';
import type { Section } from '../report/text/section.ts';
import { table } from '../report/text/table.ts';
import type { Both, Changed, Comparison, StageChange } from './comparison.ts';

/** How many of the leads that get something else a terminal shows. */
const SHOWN = 12;

/** The comparison as text, in colours if the paint has some. */
export function comparisonText(comparison: Comparison, paint: Paint = plain): string {
  const { program, people, days, seed, before, now, balances } = comparison;
  const title = paint.bold(`${program}: ${people}, ${days} days, two versions`);
  const about = paint.dim(`before: ${before} · now: ${now} · the same people and the same chance, seed ${seed}`);
  const sections = [
    changedSection(comparison, paint),
    bothSection('Emails in both versions', 'email', comparison.emails, paint),
    funnelSection(comparison, paint),
    bothSection('Tasks of each rep', 'rep', comparison.load, paint),
  ];
  const end = balances
    ? paint.green('Both ledgers balance: nobody is forgotten.')
    : paint.red('A ledger does not balance. Simulate each version alone to see why.');
  return `\n${[`${title}\n${about}`, ...sectionsText(sections, paint), end].join('\n\n')}\n`;
}

function changedSection({ changed, otherDays, leads }: Comparison, paint: Paint): Section {
  const lines = table<Changed>(
    [
      { title: 'lead', of: ({ lead }) => lead },
      { title: 'from email', of: ({ nth }) => nth, align: 'right' },
      { title: 'before', of: ({ before, placeBefore }) => wayOf(before, placeBefore) },
      { title: 'now', of: ({ now, placeNow }) => wayOf(now, placeNow) },
    ],
    changed.slice(0, SHOWN),
    paint.dim,
  );
  const more = changed.length > SHOWN ? [`and ${changed.length - SHOWN} others: --json lists all`] : [];
  const later = otherDays > 0 ? [`${otherDays} get the same emails, some on other days`] : [];
  return {
    heading: `${changed.length} of ${leads} leads get something else`,
    lines: [...(changed.length > 0 ? lines : ['everybody gets the same emails']), ...more, ...later],
  };
}

/** The next emails, and where it ends. */
export function wayOf(emails: readonly string[], place: Place): string {
  const [first, second] = emails;
  const next =
    first === undefined ? 'nothing more' : [first, ...(second ? [second] : []), ...(emails.length > 2 ? ['…'] : [])].join(', ');
  return `${next} → ${place.track ?? labelOf(funnelStages, place.stage)}`;
}

const signed = (count: number): string => (count > 0 ? `+${count}` : count === 0 ? '·' : `−${-count}`);

const points = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(1)}`;

/** A difference of shares in percentage points, with its interval. */
export const pointsText = ({ difference, interval }: StageChange): string =>
  `${points(difference)} (${points(interval.from)} to ${points(interval.to)})`;

function funnelSection({ funnel }: Comparison, paint: Paint): Section {
  const lines = table<StageChange>(
    [
      { title: 'stage', of: ({ stage }) => labelOf(funnelStages, stage) },
      { title: 'before', of: ({ before }) => before, align: 'right' },
      { title: 'now', of: ({ now }) => now, align: 'right' },
      { title: 'change', of: ({ before, now }) => signed(now - before), align: 'right' },
      { title: 'points of all leads (95 % interval)', of: pointsText, align: 'right' },
    ],
    funnel,
    paint.dim,
  );
  return { heading: 'Funnel: leads that were ever in a stage', lines };
}

function bothSection(heading: string, title: string, rows: readonly Both[], paint: Paint): Section {
  const lines = table<Both>(
    [
      { title, of: ({ what }) => what },
      { title: 'before', of: ({ before }) => before, align: 'right' },
      { title: 'now', of: ({ now }) => now, align: 'right' },
      { title: 'change', of: ({ before, now }) => signed(now - before), align: 'right' },
    ],
    rows,
    paint.dim,
  );
  return { heading, lines: rows.length > 0 ? lines : [] };
}

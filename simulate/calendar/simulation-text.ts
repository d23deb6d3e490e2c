import { funnelStages, type FunnelStage } from '../../domain/lead/funnel.ts';
import { labelOf } from '../../domain/text/own.ts';
import { ledgerSection } from '../report/text/ledger-section.ts';
import { plain, type Paint } from '../report/text/paint.ts';
import type { Section } from '../report/text/section.ts';
import { table } from '../report/text/table.ts';
import { inWords } from '../report/text/words.ts';
import type { EmailRow, PlaceRow, RepRow, Simulation } from './simulation.ts';

/** The simulation as text, in colours if the paint has some. */
export function simulationText(simulation: Simulation, paint: Paint = plain): string {
  const { program, leads, enrolled, days, seed, from, to } = simulation;
  const title = paint.bold(`${program}: ${leads} modelled leads, ${days} days`);
  const about = paint.dim(`${dateOf(from)} to ${dateOf(to)} · ${enrolled} enrolled · seed ${seed}`);
  const sections = [
    calendarSection(simulation, paint),
    placesSection(simulation, paint),
    loadSection(simulation, paint),
    failuresSection(simulation),
    ledgerSection(simulation, paint),
  ];
  const parts = sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) => [paint.bold(heading), ...lines.map((line) => `  ${line}`.trimEnd())].join('\n'));
  return `\n${[`${title}\n${about}`, ...parts].join('\n\n')}\n`;
}

/** A column of the calendar: weeks from `from` to before `to`. */
interface Weeks {
  readonly from: number;
  readonly to: number;
}

const MOST_COLUMNS = 13;

/** One column for each week or, if a terminal has no room for that, for every four weeks. */
function columnsFor(days: number): Weeks[] {
  const weeks = Math.ceil(days / 7);
  const each = weeks > MOST_COLUMNS ? 4 : 1;
  return Array.from({ length: Math.ceil(weeks / each) }, (_, n) => ({ from: n * each, to: Math.min(weeks, (n + 1) * each) }));
}

const titleOf = ({ from, to }: Weeks): string => (to - from === 1 ? `wk ${to}` : `${from + 1}–${to}`);

/** The sum of the counts in some weeks; `of` is how many numbers a week has. */
const within = ({ from, to }: Weeks, counts: Readonly<Record<number, number>>, of: 1 | 7): number =>
  Object.entries(counts).reduce((sum, [n, count]) => (Number(n) >= from * of && Number(n) < to * of ? sum + count : sum), 0);

const orNothing = (count: number): string => (count === 0 ? '·' : String(count));

/** Which email goes out when, counted from the day each lead came in. */
function calendarSection({ calendar, days }: Simulation, paint: Paint): Section {
  const lines = table<EmailRow>(
    [
      { title: 'track', of: ({ track }) => track },
      { title: 'email', of: ({ content }) => content },
      { title: 'leads', of: ({ leads }) => leads, align: 'right' },
      { title: 'on day', of: ({ byDay }) => daysOf(byDay), align: 'right' },
      ...columnsFor(days).map((weeks) => ({
        title: titleOf(weeks),
        of: ({ byDay }: EmailRow) => orNothing(within(weeks, byDay, 7)),
        align: 'right' as const,
      })),
    ],
    calendar,
    paint.dim,
  );
  return {
    heading: 'Calendar: emails by the time since a lead came in',
    lines: calendar.length > 0 ? lines : ['no email went out'],
  };
}

/** The first and the last day on which an email went out. */
function daysOf(byDay: EmailRow['byDay']): string {
  const days = Object.keys(byDay).map(Number);
  const [first, last] = [Math.min(...days), Math.max(...days)];
  return first === last ? `${first}` : `${first}–${last}`;
}

function placesSection({ places, days }: Simulation, paint: Paint): Section {
  return {
    heading: `Where the leads are after ${days} days`,
    lines: table<PlaceRow>(
      [
        { title: '', of: placeOf },
        { title: 'leads', of: ({ leads }) => leads, align: 'right' },
        { title: 'because', of: ({ because }) => (because === undefined || because === null ? '' : inWords(because)) },
      ],
      places,
      paint.dim,
    ),
  };
}

function placeOf({ is, name }: PlaceRow): string {
  if (is === 'inTrack') return `in track ${name}`;
  const stage = labelOf(funnelStages, name as FunnelStage);
  return is === 'ended' ? stage : `not enrolled (${stage})`;
}

function loadSection({ load, days }: Simulation, paint: Paint): Section {
  const total = (counts: Readonly<Record<number, number>>): number => Object.values(counts).reduce((sum, n) => sum + n, 0);
  const lines = table<RepRow>(
    [
      { title: 'team', of: ({ team }) => team },
      { title: 'rep', of: ({ rep }) => rep ?? 'no rep' },
      { title: 'tasks', of: ({ tasks }) => total(tasks), align: 'right' },
      { title: 'reports', of: ({ reports }) => total(reports), align: 'right' },
      ...columnsFor(days).map((weeks) => ({
        title: titleOf(weeks),
        of: ({ tasks }: RepRow) => orNothing(within(weeks, tasks, 1)),
        align: 'right' as const,
      })),
    ],
    load,
    paint.dim,
  );
  return { heading: 'Load: new tasks of each rep, by week', lines: load.length > 0 ? lines : [] };
}

const failuresSection = ({ failures }: Simulation): Section => ({
  heading: 'What modelled people could not do',
  lines: failures.map(({ what, count }) => `${count} × ${what}`),
});

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

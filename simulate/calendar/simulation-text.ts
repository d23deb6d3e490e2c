import { funnelStages } from '../../domain/lead/funnel.ts';
import { DAY } from '../../domain/time/duration.ts';
import { labelOf } from '../../domain/text/own.ts';
import { fitSections } from '../fit/fit-sections.ts';
import { ledgerSection } from '../report/text/ledger-section.ts';
import { plain, type Paint } from '../report/text/paint.ts';
import type { Section } from '../report/text/section.ts';
import { bar, table } from '../report/text/table.ts';
import { inWords } from '../report/text/words.ts';
import { total } from './counts.ts';
import type { Interval } from '../../domain/reports/interval.ts';
import type { ContentRow, PlaceRow, RepRow, Simulation, StageRow } from './simulation.ts';
import { busiestDay, titleOf, weeksOf, within, type Weeks } from './weeks.ts';

/** The simulation as text, in colours if the paint has some. */
export function simulationText(simulation: Simulation, paint: Paint = plain): string {
  const { program, people, enrolled, days, seed, from, to } = simulation;
  const title = paint.bold(`${program}: ${people}, ${days} days`);
  const about = paint.dim(`${dateOf(from)} to ${dateOf(to)} · ${enrolled} enrolled · seed ${seed}`);
  const sections = [
    calendarSection(simulation, paint),
    emailsSection(simulation, paint),
    funnelSection(simulation, paint),
    placesSection(simulation, paint),
    loadSection(simulation, paint),
    ...(simulation.fit ? fitSections(simulation.fit, paint) : []),
    failuresSection(simulation),
    ledgerSection(simulation, paint),
  ];
  return `\n${[`${title}\n${about}`, ...sectionsText(sections, paint)].join('\n\n')}\n`;
}

/** Each section that has lines, as text. */
export const sectionsText = (sections: readonly Section[], paint: Paint): string[] =>
  sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) => [paint.bold(heading), ...lines.map((line) => `  ${line}`.trimEnd())].join('\n'));

const orNothing = (count: number): string => (count === 0 ? '·' : String(count));

/** Which email goes out when, counted from the day each lead came in. */
function calendarSection({ calendar, days }: Simulation, paint: Paint): Section {
  const lines = table<ContentRow>(
    [
      { title: 'track', of: ({ track }) => track },
      { title: 'email', of: ({ content }) => content },
      { title: 'leads', of: ({ leads }) => leads, align: 'right' },
      { title: 'on day', of: ({ byDay }) => daysOf(byDay), align: 'right' },
      ...weeksOf(days).map((weeks) => ({
        title: titleOf(weeks),
        of: ({ byDay }: ContentRow) => orNothing(within(weeks, byDay)),
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
function daysOf(byDay: ContentRow['byDay']): string {
  const days = Object.keys(byDay).map(Number);
  const [first, last] = [Math.min(...days), Math.max(...days)];
  return first === last ? `${first}` : `${first}–${last}`;
}

const BAR = 24;

/** How many emails go out in each week since the launch, and on its busiest day. */
function emailsSection({ emailsByDay, days, from }: Simulation, paint: Paint): Section {
  const weeks = weeksOf(days);
  const most = Math.max(1, ...weeks.map((some) => within(some, emailsByDay)));
  const busiest = busiestDay(emailsByDay);
  const lines = table<Weeks>(
    [
      { title: '', of: titleOf },
      { title: 'emails', of: (some) => within(some, emailsByDay), align: 'right' },
      { title: '', of: (some) => paint.cyan(bar(within(some, emailsByDay) / most, BAR)) },
      { title: 'most on a day', of: (some) => orNothing(mostIn(some, emailsByDay)), align: 'right' },
    ],
    weeks,
    paint.dim,
  );
  const top = busiest ? [`The busiest day is ${dateOf(from + busiest.day * DAY)}, with ${busiest.count} emails.`] : [];
  return { heading: 'Emails by week since the launch', lines: [...lines, ...top] };
}

function mostIn({ from, to }: Weeks, counts: Simulation['emailsByDay']): number {
  const inside = Object.entries(counts).filter(([day]) => Number(day) >= from * 7 && Number(day) < to * 7);
  return Math.max(0, ...inside.map(([, count]) => count));
}

/** A share or a difference of shares in per cent, with one decimal. */
export const percents = (share: number): string => `${(share * 100).toFixed(1)} %`;

export const intervalText = ({ from, to }: Interval): string => `${(from * 100).toFixed(1)} to ${percents(to)}`;

/** How many of the enrolled leads were ever in each stage. */
function funnelSection({ funnel, enrolled }: Simulation, paint: Paint): Section {
  const lines = table<StageRow>(
    [
      { title: 'stage', of: ({ stage }) => labelOf(funnelStages, stage) },
      { title: 'leads', of: ({ leads }) => leads, align: 'right' },
      { title: '', of: ({ share }) => paint.cyan(bar(share, BAR).padEnd(BAR)) },
      { title: 'share', of: ({ share }) => percents(share), align: 'right' },
      { title: '95 % interval', of: ({ interval }) => intervalText(interval), align: 'right' },
    ],
    funnel,
    paint.dim,
  );
  return { heading: 'Funnel: enrolled leads that were ever in a stage', lines: enrolled > 0 ? lines : [] };
}

function placesSection({ places, days }: Simulation, paint: Paint): Section {
  return {
    heading: `Where the leads are after ${days} days`,
    lines: table<PlaceRow>(
      [
        { title: '', of: ({ is, track }) => (track === null ? outside[is] : `in track ${track}`) },
        { title: 'stage', of: ({ stage }) => labelOf(funnelStages, stage) },
        { title: 'leads', of: ({ leads }) => leads, align: 'right' },
        { title: 'because', of: ({ because }) => (because === null ? '' : inWords(because)) },
      ],
      places,
      paint.dim,
    ),
  };
}

const outside = { inTrack: '', ended: 'ended', notEnrolled: 'not enrolled' } as const satisfies Record<PlaceRow['is'], string>;

function loadSection({ load, days }: Simulation, paint: Paint): Section {
  const lines = table<RepRow>(
    [
      { title: 'team', of: ({ team }) => team },
      { title: 'rep', of: ({ rep }) => rep ?? 'no rep' },
      { title: 'tasks', of: ({ tasks }) => total(tasks), align: 'right' },
      { title: 'most on a day', of: ({ tasks }) => busiestDay(tasks)?.count ?? '·', align: 'right' },
      { title: 'reports', of: ({ reports }) => total(reports), align: 'right' },
      ...weeksOf(days).map((weeks) => ({
        title: titleOf(weeks),
        of: ({ tasks }: RepRow) => orNothing(within(weeks, tasks)),
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

export const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

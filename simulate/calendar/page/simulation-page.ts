import { funnelStages } from '../../../domain/lead/funnel.ts';
import { labelOf } from '../../../domain/text/own.ts';
import { DAY } from '../../../domain/time/duration.ts';
import { fitSections } from '../../fit/fit-sections.ts';
import { ledgerSection } from '../../report/text/ledger-section.ts';
import { plain } from '../../report/text/paint.ts';
import { inWords } from '../../report/text/words.ts';
import { total } from '../counts.ts';
import type { PlaceRow, RepRow, Simulation } from '../simulation.ts';
import { dateOf, intervalText, percents } from '../simulation-text.ts';
import { busiestDay, titleOf, weeksOf, within } from '../weeks.ts';
import { dayColumns, heatMap, shareBars } from './charts.ts';
import { escaped, figure, htmlTable } from './html.ts';
import { style } from './style.ts';

/** The simulation as a page in one file, without scripts, fonts or pictures from elsewhere. */
export function simulationPage(simulation: Simulation): string {
  const { program, people, days, from, to, enrolled, seed } = simulation;
  return pageOf(`${program}: ${people}, ${days} days`, [
    `<h1>${escaped(program)}</h1>`,
    `<p>${escaped(`${people} over ${days} days: ${dateOf(from)} to ${dateOf(to)} · ${enrolled} enrolled · seed ${seed}`)}</p>`,
    tiles(simulation),
    calendarFigure(simulation),
    emailsFigure(simulation),
    funnelFigure(simulation),
    placesSection(simulation),
    ...(simulation.load.length > 0 ? [loadFigure(simulation)] : []),
    ...fitting(simulation),
    ledger(simulation),
  ]);
}

/** A whole page. */
export const pageOf = (title: string, parts: readonly string[]): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><style>${style}</style></head>
<body><main>
${parts.join('\n')}
<footer>Made by <code>trellis simulate</code>. Leads and reps are modelled: the page shows what the program does with people who behave so, not how many will.</footer>
</main></body></html>
`;

function tiles({ enrolled, emailsByDay, funnel, load, ledger }: Simulation): string {
  const reached = (stage: string): number => funnel.find((row) => row.stage === stage)?.leads ?? 0;
  const { lost } = ledger.leads;
  const tile = (value: string | number, what: string, kind = ''): string =>
    `<div class="tile ${kind}"><b>${escaped(value)}</b>${escaped(what)}</div>`;
  return `<div class="tiles">${[
    tile(enrolled, 'leads enrolled'),
    tile(total(emailsByDay), 'emails'),
    tile(busiestDay(emailsByDay)?.count ?? 0, 'emails on the busiest day'),
    tile(reached('mql'), 'became ready for sales'),
    tile(
      load.reduce((sum, { tasks }) => sum + total(tasks), 0),
      'tasks for reps',
    ),
    tile(lost.length === 0 ? 'none' : lost.length, 'forgotten', lost.length === 0 ? 'good' : 'bad'),
  ].join('')}</div>`;
}

function calendarFigure({ calendar, days }: Simulation): string {
  const weeks = weeksOf(days);
  const tracks = calendar.map(({ track }) => track);
  const rows = calendar.map((row) => ({
    label: `${row.track} · ${row.content}`,
    counts: Object.fromEntries(weeks.map((some, n) => [n, within(some, row.byDay)])),
  }));
  return figure({
    title: 'Who gets which email when',
    says: `Emails by the week since each lead came in, in the order in which leads get them (${new Set(tracks).size} tracks).`,
    picture: heatMap({
      label: 'Emails by week',
      rows,
      columns: weeks.length,
      titles: weeks.map((some, column) => ({ column, text: titleOf(some) })),
      titleOf: ({ label }, column, count) => `${label}, ${titleOf(weeks[column]!)}: ${count}`,
      numbers: true,
    }),
    table: htmlTable(
      [
        { title: 'track', of: ({ track }) => track },
        { title: 'email', of: ({ content }) => content },
        { title: 'leads', of: ({ leads }) => leads, isNumber: true },
        ...weeks.map((some) => ({
          title: titleOf(some),
          of: ({ byDay }: Simulation['calendar'][number]) => within(some, byDay),
          isNumber: true as const,
        })),
      ],
      calendar,
    ),
  });
}

function emailsFigure({ emailsByDay, days, from }: Simulation): string {
  const date = (day: number): string => dateOf(from + day * DAY);
  const busiest = busiestDay(emailsByDay);
  return figure({
    title: 'Emails per day',
    says: busiest ? `The busiest day is ${date(busiest.day)}, with ${busiest.count} emails.` : 'No email went out.',
    picture: dayColumns('Emails per day', emailsByDay, days, (day, count) => `${date(day)}: ${count} emails`),
    table: htmlTable(
      [
        { title: 'day', of: ([day]) => date(Number(day)) },
        { title: 'emails', of: ([, count]) => count, isNumber: true },
      ],
      Object.entries(emailsByDay),
    ),
  });
}

function funnelFigure({ funnel, enrolled }: Simulation): string {
  const label = (stage: Simulation['funnel'][number]['stage']): string => labelOf(funnelStages, stage);
  return figure({
    title: 'How far they come',
    says: `Enrolled leads that were ever in a stage, of ${enrolled}. The line is the 95 % interval for more people who behave like these (Wilson).`,
    picture: shareBars(
      'Funnel',
      funnel.map(({ stage, leads, share, interval }) => ({
        label: label(stage),
        share,
        interval,
        says: `${leads} · ${percents(share)} (${intervalText(interval)})`,
      })),
    ),
    table: htmlTable(
      [
        { title: 'stage', of: ({ stage }) => label(stage) },
        { title: 'leads', of: ({ leads }) => leads, isNumber: true },
        { title: 'share', of: ({ share }) => percents(share), isNumber: true },
        { title: '95 % interval', of: ({ interval }) => intervalText(interval), isNumber: true },
      ],
      funnel,
    ),
  });
}

const outside = { inTrack: '', ended: 'ended', notEnrolled: 'not enrolled' } as const satisfies Record<PlaceRow['is'], string>;

const placesSection = ({ places, days }: Simulation): string => `<section><h2>Where they are after ${days} days</h2>
${htmlTable<PlaceRow>(
  [
    { title: '', of: ({ is, track }) => (track === null ? outside[is] : `in track ${track}`) },
    { title: 'stage', of: ({ stage }) => labelOf(funnelStages, stage) },
    { title: 'leads', of: ({ leads }) => leads, isNumber: true },
    { title: 'because', of: ({ because }) => (because === null ? '' : inWords(because)) },
  ],
  places,
)}</section>`;

function loadFigure({ load, days, from }: Simulation): string {
  const date = (day: number): string => dateOf(from + day * DAY);
  const rows = load.map(({ team, rep, tasks }, n) => ({
    label: rep ?? 'no rep',
    group: load[n - 1]?.team === team ? undefined : team,
    counts: tasks,
  }));
  const weeks = weeksOf(days);
  return figure({
    title: 'What the reps have to do',
    says: 'New tasks of each rep, by day.',
    picture: heatMap({
      label: 'Load by day',
      rows,
      columns: days,
      titles: weeks.map((some) => ({ column: some.from * 7, text: titleOf(some) })),
      titleOf: ({ label }, day, count) => `${label}, ${date(day)}: ${count}`,
    }),
    table: htmlTable<RepRow>(
      [
        { title: 'team', of: ({ team }) => team },
        { title: 'rep', of: ({ rep }) => rep ?? 'no rep' },
        { title: 'tasks', of: ({ tasks }) => total(tasks), isNumber: true },
        { title: 'most on a day', of: ({ tasks }) => busiestDay(tasks)?.count ?? 0, isNumber: true },
        { title: 'reports', of: ({ reports }) => total(reports), isNumber: true },
      ],
      load,
    ),
  });
}

const fitting = ({ fit }: Simulation): readonly string[] =>
  (fit ? fitSections(fit, plain) : []).map(
    ({ heading, lines }) => `<section><h2>${escaped(heading)}</h2><pre>${escaped(lines.join('\n'))}</pre></section>`,
  );

const ledger = (simulation: Simulation): string =>
  `<section><h2>Nobody is forgotten</h2><pre>${escaped(ledgerSection(simulation, plain).lines.join('\n'))}</pre></section>`;

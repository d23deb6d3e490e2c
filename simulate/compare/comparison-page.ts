import { funnelStages } from '../../domain/lead/funnel.ts';
import { labelOf } from '../../domain/text/own.ts';
import { shiftBars } from '../calendar/page/charts.ts';
import { escaped, figure, htmlTable } from '../calendar/page/html.ts';
import { pageOf } from '../calendar/page/simulation-page.ts';
import { pointsText, wayOf } from './comparison-text.ts';
import type { Both, Changed, Comparison, StageChange } from './comparison.ts';

/** The comparison as a page in one file. */
export function comparisonPage(comparison: Comparison): string {
  const { program, people, days, seed, before, now, changed, leads, otherDays } = comparison;
  return pageOf(`${program}: ${before} and ${now}`, [
    `<h1>${escaped(program)}: what would change</h1>`,
    `<p>${escaped(`before: ${before} · now: ${now} · ${people}, ${days} days, seed ${seed}. Both versions meet the same people with the same chance, so that what differs is their doing.`)}</p>`,
    `<div class="tiles">${[
      tile(changed.length, `of ${leads} leads get something else`),
      tile(otherDays, 'get the same on other days'),
      ...(['mql', 'opportunity', 'customer'] as const).map((stage) => stageTile(comparison, stage)),
    ].join('')}</div>`,
    funnelFigure(comparison),
    `<section><h2>Emails</h2>${bothTable('email', comparison.emails)}</section>`,
    ...(comparison.load.length > 0 ? [`<section><h2>Tasks of each rep</h2>${bothTable('rep', comparison.load)}</section>`] : []),
    changedSection(changed),
  ]);
}

const tile = (value: string | number, what: string): string => `<div class="tile"><b>${escaped(value)}</b>${escaped(what)}</div>`;

function stageTile({ funnel }: Comparison, stage: StageChange['stage']): string {
  const row = funnel.find((one) => one.stage === stage);
  return tile(`${row?.before ?? 0} → ${row?.now ?? 0}`, `ever ${labelOf(funnelStages, stage)}`);
}

function funnelFigure({ funnel, leads }: Comparison): string {
  const label = ({ stage }: StageChange): string => labelOf(funnelStages, stage);
  return figure({
    title: 'What changes in the funnel',
    says: `Leads that were ever in a stage, in points of all ${leads}: now minus before, with the 95 % interval of the paired difference (Agresti and Min).`,
    picture: shiftBars(
      'Changes in the funnel',
      funnel.map((row) => ({ label: label(row), share: row.difference, interval: row.interval, says: pointsText(row) })),
    ),
    table: htmlTable<StageChange>(
      [
        { title: 'stage', of: label },
        { title: 'before', of: ({ before }) => before, isNumber: true },
        { title: 'now', of: ({ now }) => now, isNumber: true },
        { title: 'points (95 % interval)', of: pointsText, isNumber: true },
      ],
      funnel,
    ),
  });
}

const bothTable = (title: string, rows: readonly Both[]): string =>
  htmlTable<Both>(
    [
      { title, of: ({ what }) => what },
      { title: 'before', of: ({ before }) => before, isNumber: true },
      { title: 'now', of: ({ now }) => now, isNumber: true },
      { title: 'change', of: ({ before, now }) => now - before, isNumber: true },
    ],
    rows,
  );

const changedSection = (changed: readonly Changed[]): string => `<section><h2>Who gets something else</h2>
${htmlTable<Changed>(
  [
    { title: 'lead', of: ({ lead }) => lead },
    { title: 'from email', of: ({ nth }) => nth, isNumber: true },
    { title: 'before', of: ({ before, placeBefore }) => wayOf(before, placeBefore) },
    { title: 'now', of: ({ now, placeNow }) => wayOf(now, placeNow) },
  ],
  changed,
)}</section>`;

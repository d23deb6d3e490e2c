import { inWords } from './words.ts';
import { funnelStages, funnelWay, type FunnelStage } from '../../../domain/lead/funnel.ts';
import type { FunnelRow, Report } from '../report.ts';
import { countsTable } from './file-section.ts';
import type { Paint } from './paint.ts';
import type { Section } from './section.ts';
import { bar, percent, table } from './table.ts';

const WIDTH = 36;
const way: readonly FunnelStage[] = funnelWay;

/** How far leads came, and where they are. */
export function funnelSection({ funnel }: Report, paint: Paint): Section {
  const rows = way.flatMap((stage) => funnel.filter((row) => row.stage === stage));
  const all = Math.max(1, rows[0]?.reached ?? 0);
  const aside = funnel.filter(({ stage, now }) => !way.includes(stage) && now > 0);
  const lines = table<FunnelRow>(
    [
      { title: 'Stage', of: ({ label }) => label },
      { title: 'reached', of: ({ reached }) => reached, align: 'right' },
      { title: '', of: ({ reached }) => paint.cyan(bar(reached / all, WIDTH).padEnd(WIDTH)) },
      { title: 'of all', of: ({ reached }) => percent(reached / all), align: 'right' },
      { title: 'now', of: ({ now }) => now, align: 'right' },
    ],
    rows,
    paint.dim,
  );
  return {
    heading: 'Funnel',
    lines: [...lines, `aside now: ${aside.map(({ label, now }) => `${now} ${label.toLowerCase()}`).join(', ')}`],
  };
}

export function endingsSection({ endings }: Report, paint: Paint): Section {
  return {
    heading: 'How leads ended',
    lines: table(
      [
        { title: 'Stage', of: ({ stage }) => funnelStages[stage].label },
        { title: 'leads', of: ({ count }) => count, align: 'right' },
        { title: 'because', of: ({ because }) => inWords(because) },
      ],
      endings,
      paint.dim,
    ),
  };
}

/** Why sales gave leads back. */
export function recycledSection({ recycled }: Report): Section {
  return { heading: 'Back to nurture', lines: countsTable(recycled.map(({ label, count }) => ({ what: label, count }))) };
}

import type { Promised } from '../../../domain/sales/agreement.ts';
import { rungs, type Rung } from '../../../domain/sales/sla.ts';
import type { LadderRow, Report, SlaRow } from '../report.ts';
import type { Paint } from './paint.ts';
import type { Section } from './section.ts';
import { percent, table, wrapped } from './table.ts';
import { rejectionCode, rejections } from '../../../domain/lead/rejections.ts';
import { labelOf } from '../../../domain/text/own.ts';

const modes = { enforce: 'enforced', observe: 'observed' } as const;

/** How many tasks met their SLA, and what happened to the others. */
export function slaSection({ sla, ladder }: Report, paint: Paint): Section {
  const clocks = table<SlaRow>(
    [
      { title: 'Team', of: ({ team }) => team },
      { title: 'SLA', of: ({ label, tooFast }) => (tooFast ? `${label} *` : label) },
      { title: '', of: ({ mode }) => modes[mode] },
      { title: 'tasks', of: ({ tasks }) => tasks, align: 'right' },
      { title: 'met', of: ({ met }) => met, align: 'right' },
      { title: 'breached', of: ({ breached }) => breached, align: 'right' },
      { title: 'running', of: ({ running }) => running, align: 'right' },
    ],
    sla,
    paint.dim,
  );
  const steps = table<LadderRow>(
    [
      { title: 'Rungs reached', of: ({ team, mode }) => `${team} (${modes[mode]})` },
      ...(Object.keys(rungs) as Rung[]).map((rung) => ({
        title: rungs[rung].label,
        of: ({ rungs: reached }: LadderRow) => reached[rung] ?? 0,
        align: 'right' as const,
      })),
    ],
    ladder,
    paint.dim,
  );
  const note = sla.some(({ tooFast }) => tooFast)
    ? ['', paint.dim('* At this speed its first rung comes fractions of a second after the act: no one can be that fast.')]
    : [];
  return { heading: 'SLA', lines: [...clocks, ...(steps.length > 0 ? ['', ...steps] : []), ...note] };
}

export function dispositionsSection({ dispositions: reported, refused }: Report): Section {
  const labels = reported.map(({ label, count }) => `${count} × ${label.toLowerCase()}`);
  const notTaken = refused.map(({ what, count }) => `${count} × ${labelOf(refusals, what)}`);
  const besides = notTaken.length > 0 ? [`not taken: ${notTaken.join(', ')}`] : [];
  return { heading: 'What reps reported', lines: [...wrapped(labels, 110), ...besides] };
}

/** What marketing and sales delivered, next to what they agreed on. */
export function agreementSection({ agreement }: Report, paint: Paint): Section {
  const inWords = ({ unit }: Promised, value: number | undefined): string =>
    unit === 'share' ? percent(value) : (value ?? 0).toFixed(0);
  return {
    heading: 'What the two sides owe each other',
    lines: table<Promised>(
      [
        { title: '', of: ({ side }) => side },
        { title: 'is', of: (row) => inWords(row, row.is), align: 'right' },
        { title: 'agreed', of: (row) => inWords(row, row.agreed), align: 'right' },
        { title: '', of: ({ label }) => label },
        { title: '', of: ({ isKept }) => (isKept ? paint.green('kept') : paint.yellow('not kept')) },
      ],
      agreement,
      paint.dim,
    ),
  };
}

const refusals: Readonly<Record<string, { readonly label: string }>> = {
  ...Object.fromEntries(Object.entries(rejections).map(([name, row]) => [rejectionCode(name), row])),
  leadNotRunning: { label: 'the lead had ended' },
};

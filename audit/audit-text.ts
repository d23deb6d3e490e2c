import { places, type Place } from '../db/system/places.ts';
import { safeModes } from '../domain/lead/safe-mode.ts';
import type { Acknowledged, Audit, Finding } from './result.ts';
import { balanceLine } from './balance-line.ts';
import type { Found } from './fault.ts';
import { faultKind, type Fault } from './faults.ts';
import type { Repaired } from './repair.ts';

const EXAMPLES = 5;

/** An audit as text for the command line. */
export function auditText({ leads, rows, findings, acknowledged, passes, safeMode: safe }: Audit): string {
  const lines = [
    balanceLine({ ...leads, in: sum(leads), ended: leads.final, live: leads.program, withTask: leads.task }) +
      (leads.nowhere > 0 ? ` + ${leads.nowhere} nowhere` : ''),
    ...(['touches', 'tasks', 'reports', 'outbox'] as const).map((what) => {
      const of = rows.filter((row) => row.what === what);
      return `${what} ${of.reduce((total, { count }) => total + count, 0)}${of.length > 0 ? ' = ' : ''}${of.map(({ state, count }) => `${count} ${state}`).join(' + ')}`;
    }),
    '',
    ...(safe ? [`! Safe mode: ${safeModes[safe].label} until this audit passes, or until --accept.`, ''] : []),
    ...findings.flatMap(findingLines),
    ...acknowledgedLines(acknowledged),
    passes ? 'The audit passes: no lead is left behind.' : 'The audit does not pass.',
  ];
  return `${lines.join('\n')}\n`;
}

const sum = (leads: Audit['leads']): number => (Object.keys(places) as Place[]).reduce((total, place) => total + leads[place], 0);

function findingLines({ fault, found }: Finding): string[] {
  const { label, todo, remedy, isNote, isPast } = faultKind(fault);
  return [
    `${isNote ? '!' : '✗'} ${found.length} ${label} (${fault})`,
    ...examples(found, lineOf),
    ...(remedy ? [`    --repair ${remedy}.`] : []),
    `    ${remedy ? 'Otherwise: ' : ''}${todo}`,
    ...(isPast ? ['    This can’t be undone. After checking it: --acknowledge ID --reason TEXT.'] : []),
    '',
  ];
}

function acknowledgedLines(acknowledged: readonly Acknowledged[]): string[] {
  return Object.entries(Object.groupBy(acknowledged, ({ fault }) => fault)).flatMap(([fault, of]) => [
    `- ${of.length} ${faultKind(fault as Fault).label} (${fault}), acknowledged`,
    ...examples(
      of,
      (item) => `${lineOf(item)}\n      ${new Date(item.at).toISOString().slice(0, 10)} ${item.by}: ${item.reason}`,
    ),
    '',
  ]);
}

const examples = <T>(all: readonly T[], line: (one: T) => string): string[] => [
  ...all.slice(0, EXAMPLES).map(line),
  ...(all.length > EXAMPLES ? [`    and ${all.length - EXAMPLES} more: --json lists them all`] : []),
];

const lineOf = ({ detail, ...found }: Found): string => `    ${named(found)}${detail ? `  ${detail}` : ''}`;

const named = ({ id, leadId }: Pick<Found, 'id' | 'leadId'>): string =>
  `${id}${leadId === null || leadId === id ? '' : `  lead ${leadId}`}`;

/** The results of a repair as text for the command line. */
export function repairText(repaired: readonly Repaired[]): string {
  const line = ({ fault, done, because, ...found }: Repaired): string =>
    `${done ? '✓' : '✗'} ${fault} ${named(found)}: ${done ?? `not repaired: ${because}`}`;
  return repaired.map((item) => `${line(item)}\n`).join('');
}

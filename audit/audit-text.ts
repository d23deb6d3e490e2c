import { places, type Place } from '../db/system/places.ts';
import type { SafeBecause } from '../db/system/pulse.ts';
import type { Audit, Finding } from './audit.ts';
import { balanceLine } from './balance-line.ts';
import { faultKind } from './faults.ts';
import type { Repaired } from './repair.ts';

const EXAMPLES = 5;

/** The words of a kind of fault. */
const wordsOf = (fault: Finding['fault']): { label: string; todo: string; remedy?: string; isNote?: true } =>
  fault === 'forbidden'
    ? {
        label: 'emails that went out although we might not write',
        todo: 'Find out why: trellis story LEAD. They can not be taken back.',
      }
    : faultKind(fault);

const safeModeWords = {
  postgresOlder:
    '! Safe mode: Postgres was restored to an earlier moment than Temporal. Nothing is sent until this passes, or --accept.',
  temporalOlder:
    '! Safe mode: Temporal was restored to an earlier moment than Postgres. Nothing is sent until this passes, or --accept.',
} as const satisfies Record<SafeBecause, string>;

/** An audit, for a person to read. */
export function auditText({ leads, rows, findings, passes, safeMode: safe }: Audit): string {
  const lines = [
    balanceLine({ ...leads, in: sum(leads), ended: leads.final, live: leads.program, withTask: leads.task }) +
      (leads.nowhere > 0 ? ` + ${leads.nowhere} nowhere` : ''),
    ...(['touches', 'tasks', 'reports', 'outbox'] as const).map((what) => {
      const of = rows.filter((row) => row.what === what);
      return `${what} ${of.reduce((total, { count }) => total + count, 0)}${of.length > 0 ? ' = ' : ''}${of.map(({ state, count }) => `${count} ${state}`).join(' + ')}`;
    }),
    '',
    ...(safe ? [safeModeWords[safe], ''] : []),
    ...findings.flatMap(findingLines),
    passes ? 'The audit passes: nobody is left behind.' : 'The audit does not pass.',
  ];
  return `${lines.join('\n')}\n`;
}

const sum = (leads: Audit['leads']): number => (Object.keys(places) as Place[]).reduce((total, place) => total + leads[place], 0);

function findingLines({ fault, found }: Finding): string[] {
  const { label, todo, remedy, isNote } = wordsOf(fault);
  return [
    `${isNote ? '!' : '✗'} ${found.length} ${label} (${fault})`,
    ...found
      .slice(0, EXAMPLES)
      .map(
        ({ id, leadId, detail }) =>
          `    ${id}${leadId === null || leadId === id ? '' : `  lead ${leadId}`}${detail ? `  ${detail}` : ''}`,
      ),
    ...(found.length > EXAMPLES ? [`    and ${found.length - EXAMPLES} more: --json lists them all`] : []),
    ...(remedy ? [`    --repair ${remedy}.`] : []),
    `    ${remedy ? 'Else: ' : ''}${todo}`,
    '',
  ];
}

/** What a repair came to, for a person to read. */
export function repairText(repaired: readonly Repaired[]): string {
  const line = ({ fault, id, leadId, done, because }: Repaired): string =>
    `${done ? '✓' : '✗'} ${fault} ${id}${leadId === null || leadId === id ? '' : `  lead ${leadId}`}: ${done ?? `not mended: ${because}`}`;
  return repaired.map((one) => `${line(one)}\n`).join('');
}

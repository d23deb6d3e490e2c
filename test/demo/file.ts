import { normaliseRow } from '../../api/import/normalise-row.ts';
import type { LeadField } from '../../api/import/fields.ts';
import { proposeMapping } from '../../api/import/propose-mapping.ts';
import { readCsv, type Rejected } from '../../api/import/read-csv.ts';
import type { LeadToKeep } from '../../db/keep-leads.ts';
import { companyFrom, leadFrom, type SaidOfPerson } from '../../domain/lead-values.ts';
import { leadsCsv } from '../../simulate/people/csv.ts';
import { FIRST_MORNING } from '../../simulate/people/staff.ts';

export const CONSENT_HELD_FROM = FIRST_MORNING;

/** The file as an import reads it, row by row. */
export function readFile(): { leads: LeadToKeep[]; rejected: Rejected[] } {
  const { columns, rows, rejected: unreadable } = readCsv(leadsCsv());
  const { mapping } = proposeMapping(
    columns,
    rows.map(({ cells }) => cells),
  );
  const at = Object.entries(mapping).map(([field, column]) => [field as LeadField, columns.indexOf(column)] as const);
  const rejected = [...unreadable];
  const leads = rows.flatMap(({ line, cells }) => {
    const lead = normaliseRow(Object.fromEntries(at.map(([field, n]) => [field, cells[n] ?? ''])), {
      source: 'test',
      consentBasis: 'none',
      at: FIRST_MORNING,
      zone: 'Europe/Amsterdam',
    });
    if (!('reason' in lead)) return [lead];
    rejected.push({ line, reason: lead.reason, value: cells.join(',') });
    return [];
  });
  return { leads, rejected };
}

/** A lead as it is saved when nobody has said anything else. */
export function readAs({ person, company, email, source }: LeadToKeep) {
  const said = [{ by: 'system', source, at: FIRST_MORNING, values: person as SaidOfPerson['values'] } as const];
  return { ...leadFrom(said, 'Europe/Amsterdam'), company: { ...company, ...companyFrom(said, email) } };
}

/** The leads of the file, each once. */
export const leadsOf = (): LeadToKeep[] => [
  ...new Map(
    readFile()
      .leads.toReversed()
      .map((lead) => [lead.emailKey, lead]),
  ).values(),
];

export const countBy = <T, K extends string>(items: readonly T[], key: (item: T) => K): Partial<Record<K, number>> =>
  Object.fromEntries([...Map.groupBy(items, key)].map(([name, group]) => [name, group.length])) as Partial<Record<K, number>>;

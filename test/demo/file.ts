import { standardPersonas } from '../../domain/people/persona.ts';
import { Chunk } from '../../api/import/chunk.ts';
import { planReading } from '../../api/import/read-order.ts';
import { textSource } from '../../api/import/source.ts';
import { tableOf } from '../../api/import/table.ts';
import type { Rejection } from '../../db/leads/imports.ts';
import type { LeadToSave } from '../../services/leads/save-leads.ts';
import { companyFrom, leadFrom, type SaidOfPerson } from '../../domain/people/lead-values.ts';
import { leadsCsv } from '../../demo/people/csv.ts';
import { FIRST_MORNING } from '../../demo/people/calendar.ts';
import { example } from '../support/example.ts';

export const CONSENT_HELD_FROM = FIRST_MORNING;

/** The file as an import reads it: each mailbox once. */
export async function readFile(): Promise<{ leads: LeadToSave[]; rejected: readonly Rejection[]; duplicates: number }> {
  const table = await tableOf(textSource(leadsCsv()));
  const { places, dates } = await planReading(table, {});
  const defaults = {
    source: 'test',
    consentBasis: 'none',
    consent: example.policy.consent,
    personas: standardPersonas,
    at: FIRST_MORNING,
    zone: 'Europe/Amsterdam',
    dates,
  } as const;
  const chunk = new Chunk(table.columns, places, defaults);
  for await (const rows of table.rows()) for (const row of rows) chunk.add(row);
  return {
    leads: [...chunk.leads.values()].map(({ said: [lead] }) => lead!),
    rejected: chunk.rejections,
    duplicates: chunk.again.length,
  };
}

/** A lead as it is saved when nobody has said anything else. */
export function readAs({ person, company, email, source }: LeadToSave) {
  const said = [{ by: 'system', source, at: FIRST_MORNING, values: person as SaidOfPerson['values'] } as const];
  return { ...leadFrom(said, 'Europe/Amsterdam'), company: { ...company, ...companyFrom(said, email) } };
}

export const countBy = <T, K extends string>(items: readonly T[], key: (item: T) => K): Partial<Record<K, number>> =>
  Object.fromEntries([...Map.groupBy(items, key)].map(([name, group]) => [name, group.length])) as Partial<Record<K, number>>;

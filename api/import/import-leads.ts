import { keepImport } from '../../db/imports.ts';
import { keepLeads, type KeptLead, type LeadToKeep } from '../../db/keep-leads.ts';
import type { ConsentBasis } from '../../domain/consent.ts';
import type { ApiDeps } from '../context.ts';
import { badRequest } from '../refusal.ts';
import { leadFields, type LeadField, type Mapping } from './fields.ts';
import { normaliseRow, type RowDefaults } from './normalise-row.ts';
import { proposeMapping } from './propose-mapping.ts';
import { readCsv, type Csv, type Rejected } from './read-csv.ts';

export interface ImportOrder {
  readonly csv: Csv;
  readonly source: string;
  readonly consentBasis: ConsentBasis | 'none';
  /** Columns by field; what it leaves out is proposed. */
  readonly mapping?: Mapping | undefined;
  /** What the file's consents mean for leads that are known: of two the more restrictive, or an addition. */
  readonly consents: 'restrict' | 'add';
  readonly importedBy: string;
}

const CHUNK = 1_000;

/**
 * Takes in a file of leads, as a whole or not at all; rows that are no leads are listed with line and reason.
 * @throws Refusal when the file has no column of addresses, or the mapping names columns that it does not have
 */
export async function importLeads({ db, clock, newId, settings }: ApiDeps, order: ImportOrder) {
  const { csv } = order;
  const mapping = mappingFor(csv, order.mapping);
  const at = clock.now();
  const { leads, rejected, duplicates } = normaliseRows(csv, mapping, { ...order, at, zone: settings.defaultZone });
  const id = newId();
  return await db.transaction().execute(async (trx) => {
    const kept: KeptLead[] = [];
    for (let n = 0; n < leads.length; n += CHUNK)
      kept.push(
        ...(await keepLeads(trx, leads.slice(n, n + CHUNK).flat(), {
          at,
          newId,
          consents: order.consents,
          by: 'system',
          zone: settings.defaultZone,
        })),
      );
    const created = kept.filter((lead) => lead.created).length;
    const held = kept.filter((lead) => lead.held !== null);
    const counts = { rows: csv.rows.length + csv.rejected.length, created, updated: kept.length - created, held: held.length };
    await keepImport(trx, { id, source: order.source, importedBy: order.importedBy, at, ...counts, rejected });
    return { importId: id, mapping, ...counts, duplicates, heldBecause: countBy(held, (lead) => lead.held ?? ''), rejected };
  });
}

/** The columns of a file and what they seem to hold, for somebody to look at before the import. */
export function previewImport(text: string) {
  const csv = readCsv(text);
  const { mapping, unused } = proposeMapping(
    csv.columns,
    csv.rows.slice(0, 50).map(({ cells }) => cells),
  );
  return {
    mapping,
    unused,
    fields: leadFields,
    sample: csv.rows.slice(0, 5).map(({ cells }) => cells),
    rows: csv.rows.length,
    rejected: csv.rejected,
  };
}

function mappingFor({ columns, rows }: Csv, given: Mapping = {}): Mapping {
  const unknown = Object.values(given).filter((column) => !columns.includes(column));
  if (unknown.length > 0)
    throw badRequest(
      'columnUnknown',
      `The file has no column ${unknown.map((name) => `"${name}"`).join(', ')}.`,
      unknown,
      `Its columns: ${columns.join(', ')}.`,
    );
  const proposed = proposeMapping(
    columns,
    rows.slice(0, 50).map(({ cells }) => cells),
  ).mapping;
  const taken = new Set(Object.values(given));
  const rest = Object.entries(proposed).filter(([field, column]) => !(field in given) && !taken.has(column));
  const mapping: Mapping = { ...Object.fromEntries(rest), ...given };
  if (!mapping.email)
    throw badRequest(
      'noEmailColumn',
      'No column of the file holds email addresses.',
      columns,
      'Name it in the mapping: { email: "…" }.',
    );
  return mapping;
}

function normaliseRows({ columns, rows, rejected: unreadable }: Csv, mapping: Mapping, defaults: RowDefaults) {
  const at = Object.entries(mapping).map(([field, column]) => [field as LeadField, columns.indexOf(column)] as const);
  const byKey = new Map<string, LeadToKeep[]>();
  const rejected: Rejected[] = [...unreadable];
  let duplicates = 0;
  for (const { line, cells } of rows) {
    const lead = normaliseRow(Object.fromEntries(at.map(([field, n]) => [field, cells[n] ?? ''])), defaults);
    if ('reason' in lead) {
      rejected.push({ line, reason: lead.reason, value: cells.join(',').slice(0, 500) });
      continue;
    }
    const twin = byKey.get(lead.emailKey);
    if (twin) duplicates += 1;
    byKey.set(lead.emailKey, [...(twin ?? []), lead]);
  }
  return { leads: [...byKey.values()], rejected: rejected.toSorted((a, b) => a.line - b.line), duplicates };
}

const countBy = <T>(items: readonly T[], key: (item: T) => string): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(items, key)].map(([name, group]) => [name, group.length]));

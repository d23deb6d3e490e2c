import { beginImport, createLinesOfKeys, endImport, lockImport } from '../../db/leads/imports.ts';
import type { ConsentBasis } from '../../domain/contact/consent.ts';
import type { ImportReading } from '../../db/columns.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { Refusal } from '../procedures/refusal.ts';
import { Chunk } from './chunk.ts';
import { ImportTally } from './tally.ts';
import { saveChunk, type Saving } from './save-chunk.ts';
import type { RowDefaults } from './normalise-row.ts';
import { requireClearConsent, planReading, type ColumnOrder, type ReadingPlan } from './read-order.ts';
import type { Table } from './table.ts';

export interface ImportOrder extends ColumnOrder {
  /** The id of the import. A caller who chooses it can query the import while it runs. */
  readonly id?: string | undefined;
  readonly table: Table;
  readonly source: string;
  readonly consentBasis: ConsentBasis | 'none';
  readonly consents: Saving['consents'];
  readonly importedBy: string;
  /** Do everything as in an import, but save nothing. */
  readonly dryRun?: boolean | undefined;
}

/** The dependencies of an import. */
export type ImportDeps = Pick<ApiDeps, 'db' | 'clock' | 'policy' | 'newId' | 'settings'>;

export type ImportAnswer = Awaited<ReturnType<typeof importLeads>>;

/** Rows saved in one transaction. */
const CHUNK = 2_000;

/**
 * Imports a file of leads in chunks, in constant memory. Chunks before a failure stay saved; importing the same file again adds the
 * rest, and changes nothing for the rows already saved. Rows that are not leads are listed with line and reason.
 * @throws Refusal if the file has no column of addresses, a column may contain opt-outs that are not understood, the order names
 * columns that the file does not have, or the id is taken
 */
export async function importLeads(deps: ImportDeps, order: ImportOrder) {
  const { db, clock, policy, newId, settings } = deps;
  const { table, dryRun = false } = order;
  const plan = await planReading(table, { ...order, fields: policy.fields });
  const unclear = plan.unclear.map((column) => ({
    column,
    values: plan.evidence.columns[table.columns.indexOf(column)]?.values ?? [],
  }));
  if (!dryRun) requireClearConsent(unclear);
  const at = clock.now();
  const id = order.id ?? newId();
  const tally = new ImportTally();
  const reading = (): ImportReading => readingOf(table, plan, unclear, tally);
  const defaults: RowDefaults = {
    source: order.source,
    consentBasis: order.consentBasis,
    consent: policy.consent,
    at,
    zone: settings.defaultZone,
    personas: policy.personas,
    fields: policy.fields,
    dates: plan.dates,
  };
  let hasBegun = false;
  try {
    await db.connection().execute(async (connection) => {
      const { consents, importedBy } = order;
      const saving = { connection, policy, newId, defaults, consents, importedBy, tally };
      if (dryRun) return await saveAll(table, plan, { ...saving, id: undefined });
      await using _ = await lockImport(connection, id);
      hasBegun = await beginImport(connection, {
        id,
        source: order.source,
        importedBy,
        at,
        reading: reading(),
      });
      if (!hasBegun)
        throw new Refusal('CONFLICT', `The import ${id} already exists.`, {
          code: 'importKnown',
          value: id,
          todo: 'Choose another id.',
        });
      await saveAll(table, plan, { ...saving, id });
      await endImport(connection, id, { reading: reading() });
    });
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    // If Postgres is unavailable, the caller gets that error, not the failure to record it.
    if (hasBegun) await endImport(db, id, { reading: reading(), failure }).catch(() => {});
    throw error;
  }
  // A dry run saves nothing under this id.
  return { importId: id, dryRun, ...tally.counts, bad: tally.counts.rejected, rejected: tally.firstRejected, ...reading() };
}

/** Reads the next chunk while Postgres saves the current one. */
async function saveAll(table: Table, plan: ReadingPlan, of: Omit<Saving, 'lines'>): Promise<void> {
  await using lines = await createLinesOfKeys(of.connection);
  const saving: Saving = { ...of, lines };
  const next = (): Chunk => new Chunk(table.columns, plan.places, of.defaults);
  let chunk = next();
  let underWay: Promise<void> = Promise.resolve();
  const save = async (): Promise<void> => {
    await underWay;
    underWay = saveChunk(saving, chunk);
    // The error is thrown at the `await`; this avoids an unhandled rejection before then.
    underWay.catch(() => {});
    chunk = next();
  };
  for await (const rows of table.rows())
    for (const row of rows) {
      chunk.add(row);
      if (chunk.rows >= CHUNK) await save();
    }
  await save();
  await underWay;
}

function readingOf(table: Table, plan: ReadingPlan, unclear: ImportReading['unclear'], tally: ImportTally): ImportReading {
  const { mapping, also, because, unused, dateColumns } = plan;
  return {
    columns: table.columns,
    mapping: mapping as Readonly<Record<string, string>>,
    also: also as Readonly<Record<string, readonly string[]>>,
    because: because as Readonly<Record<string, string>>,
    unused,
    unclear,
    file: table.read,
    dates: dateColumns,
    sample: plan.evidence.sample,
    ...tally.detail,
  };
}

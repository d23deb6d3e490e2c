import { beginImport, createKeySet, endImport, holdImport } from '../../db/leads/imports.ts';
import type { ConsentBasis } from '../../domain/contact/consent.ts';
import type { ImportReading } from '../../db/columns.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { Refusal } from '../procedures/refusal.ts';
import { Chunk } from './chunk.ts';
import { ImportTally } from './tally.ts';
import { saveChunk, type Saving } from './save-chunk.ts';
import type { RowDefaults } from './normalise-row.ts';
import { insistOnClearConsent, planReading, type ColumnOrder, type ReadingPlan } from './read-order.ts';
import type { Table } from './table.ts';

export interface ImportOrder extends ColumnOrder {
  /** A new id; a caller who gives it can ask for the import while it runs. */
  readonly id?: string | undefined;
  readonly table: Table;
  readonly source: string;
  readonly consentBasis: ConsentBasis | 'none';
  readonly consents: Saving['consents'];
  readonly importedBy: string;
  /** Everything is done as in an import, and nothing stays. */
  readonly dryRun?: boolean | undefined;
}

/** What an import needs of the world. */
export type ImportDeps = Pick<ApiDeps, 'db' | 'clock' | 'policy' | 'newId' | 'settings'>;

export type ImportAnswer = Awaited<ReturnType<typeof importLeads>>;

/** Rows that are saved in one transaction. */
const CHUNK = 2_000;

/**
 * Takes in a file of leads, chunk by chunk, in memory that does not grow with it. What the chunks before a failure brought stays;
 * the same file again brings the rest, and changes nothing for those rows. Rows that are no leads are listed with line and reason.
 * @throws Refusal when the file has no column of addresses, a column may hold opt-outs and is not understood, the order names
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
  if (!dryRun) insistOnClearConsent(unclear);
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
      await using _ = await holdImport(connection, id);
      hasBegun = await beginImport(connection, {
        id,
        source: order.source,
        importedBy,
        at,
        reading: reading(),
      });
      if (!hasBegun)
        throw new Refusal('CONFLICT', `There is an import ${id} already.`, {
          code: 'importKnown',
          value: id,
          todo: 'Give this one another id.',
        });
      await saveAll(table, plan, { ...saving, id });
      await endImport(connection, id, { reading: reading() });
    });
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    // Where Postgres is away, the caller hears of that, and not of what could not be written then.
    if (hasBegun) await endImport(db, id, { reading: reading(), failure }).catch(() => {});
    throw error;
  }
  // Of a dry run nothing has this id.
  return { importId: id, dryRun, ...tally.counts, bad: tally.counts.rejected, rejected: tally.firstRejected, ...reading() };
}

/** While Postgres saves a chunk, the next one is read. */
async function saveAll(table: Table, plan: ReadingPlan, of: Omit<Saving, 'keys'>): Promise<void> {
  await using keys = await createKeySet(of.connection);
  const saving: Saving = { ...of, keys };
  const next = (): Chunk => new Chunk(table.columns, plan.places, of.defaults);
  let chunk = next();
  let underWay: Promise<void> = Promise.resolve();
  const save = async (): Promise<void> => {
    await underWay;
    underWay = saveChunk(saving, chunk);
    // The error is thrown where it is awaited; without this it would be nobody's until then.
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
    ...(table.read && { file: table.read }),
    dates: dateColumns,
    sample: plan.evidence.sample,
    ...tally.detail,
  };
}

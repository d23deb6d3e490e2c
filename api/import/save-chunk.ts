import type { RowAgain } from '../../db/columns.ts';
import { ownerFaults } from '../../db/accounts/account-owner.ts';
import { isClash } from '../../db/clash.ts';
import type { Db, Trx } from '../../db/database.ts';
import { inOneTransaction } from '../../db/in-transaction.ts';
import { erasedAmong } from '../../db/leads/erase-lead.ts';
import { continuingMailboxes } from '../../db/leads/write-leads.ts';
import { addToImport, type ImportCounts, type LinesOfKeys } from '../../db/leads/imports.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { saveLeads, type SavedLead, type LeadToSave } from '../../services/leads/save-leads.ts';
import { refuseByKey } from '../../services/contact/refuse-by-key.ts';
import type { Chunk, LeadOfRows } from './chunk.ts';
import type { RowDefaults } from './normalise-row.ts';
import type { ImportTally } from './tally.ts';

/** What saving a chunk needs. */
export interface Saving {
  readonly connection: Db;
  readonly policy: Policy;
  readonly newId: () => string;
  /** The mailboxes of the leads in earlier rows, with the first line of each. */
  readonly lines: LinesOfKeys;
  readonly defaults: RowDefaults;
  /** For known leads: whether the file's consents restrict the current ones or add to them. */
  readonly consents: 'restrict' | 'add';
  readonly importedBy: string;
  readonly tally: ImportTally;
  /** Undefined in a dry run. */
  readonly id: string | undefined;
}

/** Saves the leads of a chunk and its rejections in one transaction; a dry run rolls it back. */
export async function saveChunk(saving: Saving, chunk: Chunk): Promise<void> {
  if (chunk.rows === 0) return;
  chunk.rejectOwners(await ownerFaults(saving.connection, chunk.owners));
  for (const key of await erasedAmong(saving.connection, [...chunk.leads.keys()]))
    chunk.drop(chunk.leads.get(key)!, 'asked to be erased; only they can come back, by filling in a form');
  const before = await linesBefore(saving, chunk);
  for (let tries = 1; ; tries++) {
    try {
      const { first, counts, twice } = await inOneTransaction(
        saving.connection,
        async (trx) => await save(trx, saving, chunk, before),
        saving.id === undefined,
      );
      const held = first.flatMap((lead) => lead.held ?? []);
      saving.tally.add(counts, { held, noes: noesOf(chunk), twice, rejections: chunk.rejections });
      return;
    } catch (error) {
      if (isDataFault(error)) {
        const faulty = await faultyOf(saving, [...chunk.leads.values()]);
        // No row is at fault, so another attempt would fail again.
        if (faulty.length === 0) throw error;
        for (const { lead, reason } of faulty) chunk.dropFaulty(lead, reason);
      } else if (!isClash(error) || tries === MOST_TRIES) throw error;
    }
  }
}

/** By the mailboxes of a chunk, the first lines of earlier chunks about the same leads: a lead may be named by an address that it had. */
async function linesBefore({ connection, lines }: Saving, { leads }: Chunk): Promise<ReadonlyMap<string, number>> {
  const continuing = await continuingMailboxes(connection, [...leads.keys()]);
  const ofLead = (emailKey: string) => continuing.get(emailKey) ?? emailKey;
  // Of several rows about a lead, the first one counts.
  const before = await lines.add(new Map([...leads].toReversed().map(([key, { row }]) => [ofLead(key), row.line])));
  return new Map([...leads.keys()].filter((key) => before.has(ofLead(key))).map((key) => [key, before.get(ofLead(key))!]));
}

interface Saved {
  /** Those that no row of an earlier chunk is about. */
  readonly first: readonly SavedLead[];
  readonly counts: ImportCounts;
  readonly twice: readonly RowAgain[];
}

async function save(trx: Trx, saving: Saving, chunk: Chunk, before: ReadonlyMap<string, number>): Promise<Saved> {
  const { id, defaults } = saving;
  const { first, again } = await saveRows(trx, saving, [...chunk.leads.values()], before);
  await refuseByKey(trx, saving.policy, saving.newId, chunk.refused, defaults);
  const saved = [...first, ...again];
  const twice = rowsAgain(chunk, before, saved, id !== undefined);
  const created = first.filter((lead) => lead.created).length;
  const counts = {
    rows: chunk.rows,
    created,
    updated: first.length - created,
    held: first.filter(({ held }) => held !== null).length,
    duplicates: twice.length,
    rejected: chunk.rejections.filter(({ costs }) => costs === 'row').length,
  };
  const rejections = chunk.rejections.toSorted((a, b) => a.line - b.line);
  if (id !== undefined) await addToImport(trx, id, counts, { leadIds: saved.map((lead) => lead.id), rejections });
  return { first, counts, twice };
}

/** The rows of a chunk that are about a lead of an earlier row, in the order of the file. */
function rowsAgain(
  { leads, again }: Chunk,
  before: ReadonlyMap<string, number>,
  saved: readonly SavedLead[],
  isKept: boolean,
): readonly RowAgain[] {
  const lineOf = (emailKey: string) => leads.get(emailKey)!.row.line;
  const leadOf = new Map(
    saved.flatMap(({ id, named }) => named.map((key) => [key, { id, first: Math.min(...named.map(lineOf)) }] as const)),
  );
  return [...again, ...[...leads.keys()].map((emailKey) => ({ emailKey, line: lineOf(emailKey), first: lineOf(emailKey) }))]
    .map(({ emailKey, line, first }) => {
      const lead = leadOf.get(emailKey);
      return { line, first: before.get(emailKey) ?? lead?.first ?? first, leadId: isKept ? lead?.id : undefined };
    })
    .filter(({ line, first }) => first !== line)
    .toSorted((a, b) => a.line - b.line);
}

/** Within the file, the rows of one person restrict each other, whatever the file means for known people. */
async function saveRows(
  trx: Trx,
  { policy, newId, defaults: { at, zone }, importedBy, consents }: Saving,
  leads: readonly LeadOfRows[],
  before: ReadonlyMap<string, number>,
): Promise<{ readonly first: readonly SavedLead[]; readonly again: readonly SavedLead[] }> {
  const isAgain = ({ emailKey }: LeadOfRows): boolean => before.has(emailKey);
  const leadsOf = (some: readonly LeadOfRows[]) => some.flatMap(({ said }) => said);
  const how = { policy, at, newId, zone, by: 'system', key: importedBy } as const;
  const first = await saveLeads(trx, leadsOf(leads.filter((each) => !isAgain(each))), { ...how, consents });
  const again = await saveLeads(trx, leadsOf(leads.filter(isAgain)), { ...how, consents: 'restrict' });
  return { first, again };
}

/** Finds the leads that Postgres can't hold, by bisection. */
async function faultyOf(
  saving: Saving,
  leads: readonly LeadOfRows[],
): Promise<{ readonly lead: LeadOfRows; readonly reason: string }[]> {
  const [first] = leads;
  if (!first) return [];
  try {
    await inOneTransaction(saving.connection, async (trx) => await saveRows(trx, saving, leads, new Map()), true);
    return [];
  } catch (error) {
    if (!isDataFault(error)) throw error;
    if (leads.length === 1) return [{ lead: first, reason: `can’t be saved: ${(error as Error).message}` }];
    const half = leads.length >> 1;
    return [...(await faultyOf(saving, leads.slice(0, half))), ...(await faultyOf(saving, leads.slice(half)))];
  }
}

const MOST_TRIES = 3;
function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
/** SQLSTATE class 22 (a value that its type can't hold), or a text that is too long for an index. */
const isDataFault = (error: unknown): boolean => /^22|^54000$/.test(codeOf(error));

function noesOf({ leads }: Chunk): { optedOut: number; withdrawn: number } {
  const count = (says: (lead: LeadToSave) => boolean) => [...leads.values()].filter(({ said }) => said.some(says)).length;
  return { optedOut: count(({ optedOut }) => optedOut), withdrawn: count(({ withdrawn }) => withdrawn === true) };
}

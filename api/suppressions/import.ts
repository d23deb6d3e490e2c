import { z } from 'zod';
import type { Db } from '../../db/database.ts';
import { inOneTransaction } from '../../db/in-transaction.ts';
import {
  channels,
  reasonSpec,
  suppressionReasons,
  type Channel,
  type SuppressionReason,
} from '../../domain/contact/suppression.ts';
import { closeListed, type Listed } from '../../services/contact/close-listed.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { isOfMany } from '../../domain/people/company-domain.ts';
import { badRequest } from '../procedures/refusal.ts';
import { suggestsConsent } from '../import/headers.ts';
import type { Table } from '../import/table.ts';
import { listColumn, subjectColumn, subjectColumns, type ListColumn, type SubjectKind } from './columns.ts';

export interface ListOrder {
  /** Columns that say nothing about who may be contacted. */
  readonly ignore?: readonly string[] | undefined;
  /** Why, where a line does not say. */
  readonly reason?: SuppressionReason | undefined;
  /** Domains that many share, such as gmail.com, are meant, too: everybody there. */
  readonly everybodyThere?: boolean | undefined;
  /** Says what would happen, and saves nothing. */
  readonly dryRun: boolean;
}

/** How many bad lines an answer lists. */
const MOST_BAD = 100;

/** A cell that is not empty, with its column. */
type Cell = readonly [column: ListColumn, text: string];

/**
 * Takes in a list of addresses, numbers, domains and hashes that must not be contacted. It adds no leads.
 * @throws Refusal if no column names anybody, or one sounds like consent and is not understood
 */
export async function importSuppressions(deps: ApiDeps, by: Principal, table: Table, order: ListOrder) {
  const { ignore = [], dryRun } = order;
  const columns = table.columns.map((name) => (ignore.includes(name) ? undefined : listColumn(name)));
  mustBeClear(table.columns, columns, ignore);
  const closeAll = async (db: Db) => await closeLines({ ...deps, db }, by, { table, columns, order });
  const counted = dryRun ? await inOneTransaction(deps.db, closeAll, true) : await closeAll(deps.db);
  return {
    dryRun,
    ...counted,
    unused: table.columns.filter((_, n) => columns[n] === undefined),
    next: dryRun ? 'Nothing was saved.' : 'Nobody on the list is contacted any more, even if they become leads later.',
    undo: dryRun ? undefined : ('contact.open' as const),
  };
}

interface Read {
  readonly table: Table;
  readonly columns: readonly (ListColumn | undefined)[];
  readonly order: ListOrder;
}

/** Closes what the lines name, a page at a time, and counts. */
async function closeLines(deps: ApiDeps, by: Principal, { table, columns, order }: Read) {
  const counts = { rows: 0, closed: 0, leads: 0, bad: 0 };
  const bad: { line: number; reason: string }[] = [];
  for await (const rows of table.rows()) {
    const lines: Listed[] = [];
    for (const { line, cells } of rows) {
      counts.rows++;
      const said = columns.flatMap((column, n): Cell[] => (column && cells[n]?.trim() ? [[column, cells[n].trim()]] : []));
      for (const read of readLine(said, order, deps))
        if (typeof read !== 'string') lines.push(read);
        else if (++counts.bad <= MOST_BAD) bad.push({ line, reason: read });
    }
    if (lines.length === 0) continue;
    const { closed, leads } = await closeListed(deps.db, deps.policy, deps.newId, lines, { at: deps.clock.now(), by: by.name });
    counts.closed += closed;
    counts.leads += leads;
  }
  return { ...counts, rejected: bad };
}

function mustBeClear(names: readonly string[], columns: readonly (ListColumn | undefined)[], ignore: readonly string[]): void {
  const unclear = names.filter((name, n) => columns[n] === undefined && !ignore.includes(name) && suggestsConsent(name));
  if (unclear.length > 0)
    throw badRequest(
      'consentColumnUnclear',
      `The list has columns that sound like consent: ${unclear.join(', ')}. Every line of a list means no.`,
      unclear,
      'Remove the lines of people who said yes; then name these columns in "ignore".',
    );
  if (!columns.some((column) => column && Object.hasOwn(subjectColumns, column)))
    throw badRequest(
      'columnMissing',
      'No column says whom the lines concern.',
      names,
      `Name at least one column ${Object.keys(subjectColumns).join(', ')}. A hash is the SHA-256 of the lower-case address.`,
    );
}

/** All that a line names, as the ledger has it; a text for what can't be read, which says why. */
function readLine(cells: readonly Cell[], order: ListOrder, deps: ApiDeps): readonly (Listed | string)[] {
  const subjects = cells.filter((cell): cell is readonly [SubjectKind, string] => Object.hasOwn(subjectColumns, cell[0]));
  if (subjects.length === 0) return ['names nobody'];
  const about: Line = Object.fromEntries(cells);
  const addresses = subjects.flatMap(([kind, cell]) => (kind === 'email' ? [cell] : []));
  return subjects
    .filter(([kind, cell]) => kind !== 'domain' || !addresses.some((address) => isAt(cell, address)))
    .map(([kind, cell]) => readSubject(kind, cell, about, order, deps));
}

/** Whether a domain is that of an address: beside it, it means the person, not all their colleagues. */
const isAt = (domain: string, address: string): boolean =>
  subjectColumn('email').subject(address)?.split('@')[1] === subjectColumn('domain').subject(domain);

type Line = Readonly<Partial<Record<ListColumn, string>>>;

function readSubject(
  kind: SubjectKind,
  cell: string,
  line: Line,
  { reason: standard, everybodyThere }: ListOrder,
  { channels: own, clock }: ApiDeps,
): Listed | string {
  const column = subjectColumn(kind);
  const subject = column.subject(cell);
  if (subject === undefined) return `"${cell}" is not ${column.expected}`;
  if (kind === 'domain' && !everybodyThere && isOfMany(subject))
    return `${subject} belongs to no single company; set everybodyThere if everybody there is meant`;
  const reason = line.reason === undefined ? (standard ?? column.reason) : reasonNamed(line.reason);
  if (!reason) return `"${line.reason}" is not a reason; use one of ${Object.keys(suppressionReasons).join(', ')}`;
  if (!reasonSpec(reason).scopes.includes(column.scope)) return `"${reason}" can't apply to ${column.expected}`;
  const channel = line.channel ?? column.channel;
  if (channel !== undefined && channel !== 'all' && !Object.hasOwn(channels, channel) && !own?.some(({ id }) => id === channel))
    return `"${channel}" is not a channel`;
  const until = line.until === undefined ? undefined : untilIn(line.until);
  if (until !== undefined && Number.isNaN(until)) return `"${line.until}" is not a date such as 2027-03-01`;
  if (until !== undefined && until <= clock.now()) return `${line.until} is in the past`;
  return { scope: column.scope, subject, reason, channel: channel as Channel | 'all' | undefined, until };
}

/** ISO 8601 alone: a day such as 03/04/2027 has two meanings. */
const day = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);
const untilIn = (text: string): number => (day.safeParse(text).success ? Date.parse(text) : Number.NaN);

/** A reason by its code or its label, in any case. */
function reasonNamed(text: string): SuppressionReason | undefined {
  const said = text.toLowerCase();
  return (Object.keys(suppressionReasons) as SuppressionReason[]).find((reason) =>
    [reason, reasonSpec(reason).label].some((name) => name.toLowerCase() === said),
  );
}

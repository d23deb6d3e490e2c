import { fieldNamed, isFieldKey, type LeadFields } from '../../domain/people/lead-fields.ts';
import { badRequest } from '../procedures/refusal.ts';
import type { DateOrder } from './dates.ts';
import { evidenceOf, orderOf, type Evidence } from './evidence.ts';
import { fieldOrThrow } from './field-value.ts';
import { kindOf, leadFields, type LeadField, type Mapping } from './fields.ts';
import { proposeMapping, type Proposal } from './propose-mapping.ts';
import type { Table } from './table.ts';

/** What the caller decides about the columns of a file; the rest is proposed. */
export interface ColumnOrder {
  /** Columns by field. */
  readonly mapping?: Mapping | undefined;
  /** Columns whose names suggest consent, but that say nothing about who may get emails. */
  readonly ignore?: readonly string[] | undefined;
  /** The order of day and month, if the rows do not show it. */
  readonly dates?: DateOrder | undefined;
}

/** The same, with the fields of the app. */
type Order = ColumnOrder & { readonly fields?: LeadFields | undefined };

/** How the columns of a table are read. */
export interface ReadingPlan extends Proposal {
  /** The positions of a field's columns, first choice first. */
  readonly places: ReadonlyMap<LeadField, readonly number[]>;
  readonly dates: Readonly<Partial<Record<LeadField, DateOrder | undefined>>>;
  /** How to read each column of dates; `told` if every cell is unambiguous. */
  readonly dateColumns: Readonly<Record<string, DateOrder | 'unknown' | 'told'>>;
  readonly evidence: Evidence;
}

/**
 * Decides from all rows of a table what its columns hold, and how they are read.
 * @throws Refusal when the order names columns that the table or fields that the app does not have, or no column holds addresses
 */
export async function planReading(table: Table, order: Order): Promise<ReadingPlan> {
  const { columns } = table;
  const { fields = {} } = order;
  for (const field of Object.keys(order.mapping ?? {}).filter(isFieldKey)) fieldOrThrow(fields, fieldNamed(field));
  const named = [...Object.values(order.mapping ?? {}).filter((column) => column !== undefined), ...(order.ignore ?? [])];
  const unknown = named.filter((column) => !columns.includes(column));
  if (unknown.length > 0)
    throw badRequest(
      'columnUnknown',
      `The file has no column ${unknown.map((name) => `"${name}"`).join(', ')}.`,
      unknown,
      `Its columns: ${columns.join(', ')}.`,
    );
  const evidence = await evidenceOf(table, order.mapping, fields);
  const proposal = proposeMapping(columns, evidence.columns, order);
  if (!proposal.mapping.email)
    throw badRequest(
      'noEmailColumn',
      'No column of the file contains email addresses.',
      columns,
      'Name it in the mapping: { email: "…" }.',
    );
  const places = new Map<LeadField, readonly number[]>();
  for (const [field, column] of Object.entries(proposal.mapping) as [LeadField, string][])
    places.set(
      field,
      [column, ...(proposal.also[field] ?? [])].map((one) => columns.indexOf(one)),
    );
  return { ...proposal, places, evidence, ...datesOf(columns, places, evidence, order) };
}

function datesOf(
  columns: readonly string[],
  places: ReadingPlan['places'],
  { columns: evidence }: Evidence,
  { dates: given, fields }: Order,
): Pick<ReadingPlan, 'dates' | 'dateColumns'> {
  const dates: Partial<Record<LeadField, DateOrder | undefined>> = {};
  const dateColumns: Record<string, DateOrder | 'unknown' | 'told'> = {};
  for (const [field, [place]] of places) {
    const column = place === undefined ? undefined : evidence[place];
    if (kindOf(field, fields) !== 'date' || !column || place === undefined) continue;
    const order = orderOf(column) ?? given;
    dates[field] = order;
    dateColumns[columns[place] ?? ''] = order ?? (column.dates.either > 0 ? 'unknown' : 'told');
  }
  return { dates, dateColumns };
}

/**
 * Refuses to import a file with a column that may contain opt-outs, until the caller says what it contains.
 * @throws Refusal `consentColumnUnclear`
 */
export function requireClearConsent(unclear: readonly { readonly column: string; readonly values: readonly string[] }[]): void {
  if (unclear.length === 0) return;
  const columns = unclear.map(
    ({ column, values }) =>
      `"${column}" (${
        values
          .slice(0, 3)
          .map((value) => `"${value}"`)
          .join(', ') || 'empty'
      })`,
  );
  const isOne = unclear.length === 1;
  throw badRequest(
    'consentColumnUnclear',
    `The ${isOne ? 'column' : 'columns'} ${columns.join(', ')} ${isOne ? 'sounds' : 'sound'} like consent or opt-out, but Trellis does not understand ${isOne ? 'it' : 'them'}.`,
    unclear,
    `Map ${isOne ? 'it' : 'each'} to a field (optedOut: ${leadFields.optedOut.label}; consentBasis: yes, no or a basis), or name ${isOne ? 'it' : 'each'} in "ignore" if it says nothing about who may be contacted.`,
  );
}

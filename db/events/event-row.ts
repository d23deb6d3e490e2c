/** A field of an event: an SQL expression over the `new` and the `old` row, and an example of its value. */
export type Field = readonly [sql: string, example: string | number];

export interface EventRow<Data extends Readonly<Record<string, Field>>> {
  /** What it means, for the documents. */
  readonly doc: string;
  /** The table, and the change of a row that tells it. */
  readonly on: string;
  readonly after: 'insert' | `update of ${string}`;
  /** SQL: for which rows. */
  readonly when: string;
  /** SQL: the id of the lead, `new.lead_id` by default; null for an event about no lead. */
  readonly lead?: string;
  /** SQL: when it happened, in program time. */
  readonly at: string;
  /** Ids, codes, instants and numbers: nothing that says who the lead is. */
  readonly data: Data;
  /** Continues "Ann Lee". A field that is missing is an empty text. */
  readonly inWords: (data: { readonly [Name in keyof Data]: string }) => string;
}

export type AnyEventRow = EventRow<Record<never, Field>> & { readonly data: Readonly<Record<string, Field>> };

/** A row of the table of outgoing events. */
export const event = <const Data extends Readonly<Record<string, Field>>>(row: EventRow<Data>): EventRow<Data> => row;

import type { RawBuilder } from 'kysely';

/** SQL: where the value of a field of the row of `leads` is. */
export interface FieldPlace {
  readonly value: RawBuilder<unknown>;
  /** As people see it, if the value is a key: what `has` searches. */
  readonly shown?: RawBuilder<unknown>;
  /** The rows that have it: tables, and where; the row of `leads` if missing. */
  readonly of?: RawBuilder<unknown>;
  /** Rows without which this place counts. */
  readonly unless?: RawBuilder<unknown>;
  /** The value, if it is the same for all leads. */
  readonly constant?: number | string;
  /** How a value is compared, if not as the text, number or day that it is. */
  readonly type?: 'uuid' | 'instant';
}

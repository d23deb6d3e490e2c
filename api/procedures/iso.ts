import type { Instant } from '../../domain/time/clock.ts';

/** An instant as answers give it: `2026-03-10T10:00:00.000Z`; nothing stays nothing. */
export function iso(at: Instant | Date): string;
export function iso(at: Instant | Date | null | undefined): string | undefined;
export function iso(at: Instant | Date | null | undefined): string | undefined {
  return at === null || at === undefined ? undefined : new Date(at).toISOString();
}

type InIso<T> = T extends Instant | Date ? string : T;

/** A row with these of its instants as answers give them. */
export const inIso = <Row extends object, Field extends keyof Row>(
  row: Row,
  ...fields: readonly Field[]
): Omit<Row, Field> & { [F in Field]: InIso<Row[F]> } =>
  Object.assign(
    {},
    row,
    Object.fromEntries(fields.map((field) => [field, iso(row[field] as Instant | null) ?? row[field]])),
  ) as never;

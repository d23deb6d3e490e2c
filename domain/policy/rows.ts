import { own } from '../text/own.ts';

/** A table of the policy: the standard's rows, of which an app changes single fields, and the rows that it adds. */
export const rows = <Row>(
  standard: Readonly<Record<string, Row>>,
  changes: Readonly<Record<string, Partial<Row> | undefined>> = {},
): Readonly<Record<string, Row>> =>
  Object.fromEntries(
    // A row that is added without all of its fields is a fault, which its part of the policy finds.
    [...Object.keys(standard), ...Object.keys(changes)].map((id) => [id, { ...own(standard, id), ...own(changes, id) } as Row]),
  );

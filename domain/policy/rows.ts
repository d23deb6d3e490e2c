import { own } from '../text/own.ts';

/** Makes a table of the policy: the standard rows with the fields that an app changes, and the rows that it adds. */
export const rows = <Row>(
  standard: Readonly<Record<string, Row>>,
  changes: Readonly<Record<string, Partial<Row> | undefined>> = {},
): Readonly<Record<string, Row>> =>
  Object.fromEntries(
    // An added row without all of its fields is a fault, which its part of the policy reports.
    [...Object.keys(standard), ...Object.keys(changes)].map((id) => [id, { ...own(standard, id), ...own(changes, id) } as Row]),
  );

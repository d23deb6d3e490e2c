import { count } from '../../app/in-figures.ts';
import type { Column } from '../../parts/data-table.tsx';

interface Expected {
  readonly label: string;
  readonly expected: number;
  readonly interval: { readonly from: number; readonly to: number };
}

/** What is expected, and between which bounds: the first columns of a forecast. */
export const expectedColumns = <Row extends Expected>(): readonly Column<Row>[] => [
  { title: 'What', of: ({ label }) => label },
  { title: 'Expected', of: ({ expected }) => count(expected), text: ({ expected }) => expected, number: true },
  { title: 'From', of: ({ interval }) => count(interval.from), text: ({ interval }) => interval.from, number: true },
  { title: 'To', of: ({ interval }) => count(interval.to), text: ({ interval }) => interval.to, number: true },
];

import { makeRows } from './make-people.ts';
import { partOf } from './parts.ts';
import type { Row } from './person.ts';

type Cell = (row: Row) => string | number | undefined;

/** The columns of the file, with names as people give them. */
const columns = {
  'First name': ({ firstName }) => firstName,
  'Last name': ({ lastName }) => lastName,
  Email: ({ email }) => email,
  'Job title': ({ person }) => person.title,
  Phone: ({ person }) => person.phone,
  Company: ({ person }) => person.company.name,
  Employees: ({ person }) => person.company.employees,
  Industry: ({ person }) => person.company.industry,
  Country: ({ person }) => person.company.country,
  State: ({ person }) => person.company.state,
  'Sales region': ({ person }) => person.company.region,
  'Buying role': ({ person }) => person.persona,
  'Account type': ({ person }) => person.company.kind,
  'Consent basis': ({ person }) => person.consent?.basis,
  'Consent date': ({ person }) => person.consent?.on,
  'Consent confirmed': ({ person }) => person.consent?.confirmedOn,
  'Do not call': ({ person }) => (partOf(person.part).oddity === 'doNotCall' ? 'yes' : undefined),
  'Lead source': ({ person }) => person.source,
} as const satisfies Record<string, Cell>;

/** Lines as they are found in real files, besides the 200: each is refused, with its line and the reason. */
export const malformedLines = [
  { after: 40, line: 'Marit,Jansen,,Warehouse manager,,Fallow Stores,140,Retail,NL,,Europe,champion,prospect,optIn,2026-11-03,,,Trade fair LogiMove' },
  { after: 81, line: 'Tom,Price,tom.price[at]example.com,Site manager,,Price & Sons,80,Wholesale,GB,,Europe,champion,prospect,optIn,2026-12-01,,,Website: guide' },
  { after: 122, line: 'see next sheet' },
  { after: 163, line: 'Ella,Moss,ella.moss@mossgroup.example,Transport manager,,Moss Group,210,Logistics,GB,,Europe,champion,prospect,verbal,2026-10-12,,,Trade fair LogiMove' },
] as const; // prettier-ignore

/** The file `demo/leads.csv`, as text. */
export function leadsCsv(rows: readonly Row[] = makeRows()): string {
  const lines: string[] = rows.map((row) =>
    Object.values(columns)
      .map((cell) => quoted(cell(row)))
      .join(','),
  );
  // From the last to the first, so that the places of the others stay.
  for (const { after, line } of malformedLines.toReversed()) lines.splice(after, 0, line);
  return `${[Object.keys(columns).join(','), ...lines].join('\n')}\n`;
}

const quoted = (value: string | number | undefined = ''): string => {
  const text = String(value);
  return /[",\n]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

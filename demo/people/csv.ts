import { malformedLines } from '../../example/people.ts';
import { makeRows } from './make-people.ts';
import { partOf } from '../../simulate/audience/parts.ts';
import type { Row } from './person.ts';

type Cell = (row: Row) => string | number | undefined;

/** The columns of the file, with names as people choose them. */
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

/** The file `example/leads.csv`, as text. */
export function leadsCsv(rows: readonly Row[] = makeRows()): string {
  const lines: string[] = rows.map((row) =>
    Object.values(columns)
      .map((cell) => quoted(cell(row)))
      .join(','),
  );
  // From last to first, so that the other positions stay valid.
  for (const { after, line } of malformedLines.toReversed()) lines.splice(after, 0, line);
  return `${[Object.keys(columns).join(','), ...lines].join('\n')}\n`;
}

function quoted(value: string | number | undefined = ''): string {
  const text = String(value);
  return /[",\n]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

import { leadOwners, leadStatuses, malformedLines, utmTags } from '../../example/people.ts';
import { diceOf } from '../../simulate/dice.ts';
import { partOf } from '../../simulate/audience/parts.ts';
import { FILE_SEED, makeRows } from './make-people.ts';
import type { Row } from './person.ts';

type Cell = (row: Row, n: number) => string | number | undefined;

const dice = diceOf(FILE_SEED);
const FIRST_RECORD = 40_100;

const utmOf = ({ person }: Row) =>
  utmTags[person.source as keyof typeof utmTags] as (typeof utmTags)[keyof typeof utmTags] | undefined;
const profileOf = ({ person: { firstName, lastName } }: Row, n: number) =>
  `https://social.example/in/${`${firstName}-${lastName}`
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')}-${n}`;

/** The columns of the file, as a CRM exports them: with names as people choose them, and some that Trellis has no use for. */
const columns = {
  'Record ID': (_, n) => FIRST_RECORD + n,
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
  'Mobile phone': ({ person }) => person.mobile,
  LinkedIn: profileOf,
  'Lead status': ({ person }) => dice.pick(leadStatuses, 'status', person.email),
  'Lead owner': ({ person }) => dice.pick(leadOwners, 'owner', person.company.domain),
  'UTM source': (row) => utmOf(row)?.source,
  'UTM campaign': (row) => utmOf(row)?.campaign,
  'Email opt-out': () => 'No',
} as const satisfies Record<string, Cell>;

/** The file `example/leads.csv`, as text. */
export function leadsCsv(rows: readonly Row[] = makeRows()): string {
  const lines: string[] = rows.map((row, n) =>
    Object.values(columns)
      .map((cell) => quoted(cell(row, n)))
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

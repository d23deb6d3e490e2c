import type { Outputs } from '../../app/api.ts';
import type { Column } from '../../parts/data-table.tsx';
import { When } from '../../parts/when.tsx';

export type Lead = Outputs['leads']['list']['items'][number];

interface Choosable extends Column<Lead> {
  /** As the address of the page has it. */
  readonly name: string;
  /** Whether it is shown unless somebody chooses others. */
  readonly isUsual?: true;
}

/** What the list can show of a lead. The first one leads to the lead. */
export const columns: readonly Choosable[] = [
  { name: 'name', title: 'Name', isUsual: true, of: ({ name, email }) => name || email },
  { name: 'title', title: 'Title', isUsual: true, of: ({ title }) => title },
  { name: 'company', title: 'Company', isUsual: true, of: ({ company }) => company },
  { name: 'stage', title: 'Stage', isUsual: true, of: ({ label }) => label },
  { name: 'since', title: 'Since', isUsual: true, of: ({ since }) => <When at={since} />, text: ({ since }) => since },
  { name: 'source', title: 'Source', isUsual: true, of: ({ source }) => source },
  { name: 'owner', title: 'Owner', isUsual: true, of: ({ owner }) => owner },
  { name: 'email', title: 'Email', of: ({ email }) => email },
  { name: 'phone', title: 'Phone', of: ({ phone }) => phone },
  { name: 'country', title: 'Country', of: ({ country }) => country },
  { name: 'campaign', title: 'Campaign', of: ({ in: program }) => program?.campaign },
  { name: 'track', title: 'Track', of: ({ in: program }) => program?.track },
  { name: 'added', title: 'Added', of: ({ createdAt }) => <When at={createdAt} />, text: ({ createdAt }) => createdAt },
];

const usual = columns.filter(({ isUsual }) => isUsual).map(({ name }) => name);

/** The names of the columns that an address asks for; the usual ones, if it asks for none. */
export function namesIn(said: string | undefined): readonly string[] {
  const named = said?.split(',').filter((name) => columns.some((column) => column.name === name)) ?? [];
  return named.length > 0 ? named : usual;
}

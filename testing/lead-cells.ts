import type { IdealProfile } from '../domain/scoring/scoring-policy.ts';
import type { Caller } from './caller.ts';

type Capture = Parameters<Caller['leads']['add']>[0];
export type LeadCells = Partial<Capture['lead']> & {
  readonly basis?: Capture['consentBasis'];
  /** Where the lead and the consent come from, such as `form/newsletter`. Default `story`. */
  readonly source?: Capture['source'];
  /** The fields of the app, by their names. */
  readonly fields?: Capture['fields'];
};

/** A lead who fits perfectly: fit 100, a champion; a manager in Berlin, where the profile allows it. */
export const idealLead = ({ size = { from: 1, to: 300 }, industries, seniorities, regions }: IdealProfile) => ({
  email: 'ann.lee@pier7.example',
  firstName: 'Ann',
  lastName: 'Lee',
  title: 'Logistics Manager',
  company: 'Pier Seven',
  size: String(Math.min(Math.max(300, size.from), size.to)),
  industry: industries?.[0] ?? 'services',
  country: 'DE',
  region: among(regions, 'Europe'),
  persona: 'champion' as const,
  seniority: among(seniorities, 'manager'),
});

/** The usual value if it is allowed, otherwise the first one that is. */
const among = <T extends string>(allowed: readonly T[] = [], usual: T): T =>
  allowed.includes(usual) ? usual : (allowed[0] ?? usual);

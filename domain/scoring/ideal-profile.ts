import type { IdealProfile } from './fit.ts';

/** The customer that the example program looks for: companies with docks that trucks drive up to; our default. */
export const idealProfile: IdealProfile = {
  size: { from: 50, to: 5000 },
  industries: ['logistics', 'manufacturing', 'retail', 'wholesale', 'food'],
  seniorities: ['manager', 'director', 'executive'],
  regions: ['Europe', 'North America'],
};

import { unless } from '../policy/unless.ts';

/** What marketing and sales owe each other. Reports compare what happened with it; nothing else depends on it. */
export interface AgreementPolicy {
  /** Marketing: the share of the leads handed to sales that sales accepts, from 0 to 1. */
  readonly acceptedShare: number;
  /** Marketing: leads that become MQL in 30 days. */
  readonly mqlsPerMonth: number;
  /** Sales: the share of its tasks on which a rep acts, from 0 to 1. */
  readonly followedUpShare: number;
}

export const standardAgreement: AgreementPolicy = { acceptedShare: 0.7, mqlsPerMonth: 25, followedUpShare: 0.75 };

/** What is wrong with what an app says of it. */
export const agreementFaults = ({ acceptedShare, mqlsPerMonth, followedUpShare }: AgreementPolicy): string[] => [
  ...Object.entries({ acceptedShare, followedUpShare }).flatMap(([name, share]) =>
    unless(share >= 0 && share <= 1, `${name}: expected a share from 0 to 1, got ${share}`),
  ),
  ...unless(mqlsPerMonth >= 0, `mqlsPerMonth: expected 0 or more, got ${mqlsPerMonth}`),
];

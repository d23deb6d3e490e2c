import type { AgreementPolicy } from './agreement-policy.ts';

/** What is counted in a span of time. */
export interface AgreementCounts {
  /** Leads that were handed to sales, and how many of them sales accepted. */
  readonly handed: number;
  readonly accepted: number;
  readonly mqls: number;
  readonly tasks: number;
  readonly followedUp: number;
}

/** One thing that a side owes the other. */
export interface Promised {
  readonly side: 'Marketing' | 'Sales';
  readonly label: string;
  readonly unit: 'share' | 'count';
  /** Undefined while the whole is zero. */
  readonly is: number | undefined;
  readonly agreed: number;
  readonly isKept: boolean;
}

/** What the two sides delivered to each other in some days, compared with what they agreed. */
export function agreementKept(agreed: AgreementPolicy, counts: AgreementCounts, days: number): Promised[] {
  const { handed, accepted, mqls, tasks, followedUp } = counts;
  const row = (side: Promised['side'], label: string, unit: Promised['unit'], is: number | undefined, due: number) => ({
    side,
    label,
    unit,
    is,
    agreed: due,
    isKept: is !== undefined && is >= due,
  });
  return [
    row('Marketing', 'of the leads handed to sales are accepted', 'share', share(accepted, handed), agreed.acceptedShare),
    row('Marketing', 'MQLs a month', 'count', (mqls * 30) / Math.max(1, days), agreed.mqlsPerMonth),
    row('Sales', 'of the tasks are followed up', 'share', share(followedUp, tasks), agreed.followedUpShare),
  ];
}

const share = (part: number, whole: number): number | undefined => (whole === 0 ? undefined : part / whole);

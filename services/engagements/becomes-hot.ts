import type { Act } from '../../domain/scoring/act.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { contactability } from '../../domain/contact/contactability.ts';
import { channels } from '../../domain/contact/suppression.ts';
import { interestAt, type Interest } from '../../domain/scoring/interest.ts';
import { isMql } from '../../domain/scoring/ready.ts';
import type { ScoringModel } from '../../domain/scoring/scoring-policy.ts';
import { isAbove } from '../../domain/scoring/threshold.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import type { Db, Trx } from '../../db/database.ts';
import { interestFrom, type InterestRow } from '../../db/leads/interest-row.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';

/** The parts of the policy that decide scores. */
export type ScorePolicy = Pick<Policy, 'scoring' | 'engagements' | 'pages' | 'consent'>;

/** The same policy with one of its models. */
export type OneModel = Omit<ScorePolicy, 'scoring'> & { readonly scoring: ScoringModel };

interface Before extends InterestRow {
  readonly fit: number;
  readonly acts: readonly Act[];
  readonly hot: boolean;
}

/** Whether the lead was hot until now, and whether it is: once hot, it stays so until interest falls below the lower threshold. */
export async function staysOrBecomesHot(
  trx: Trx,
  policy: OneModel,
  leadId: string,
  row: Before,
  interest: Interest,
  at: Instant,
): Promise<{ before: boolean; now: boolean }> {
  const { scoring } = policy;
  const before = row.hot && isAbove(interestAt(scoring, interestFrom(row), at), scoring.hot, true);
  const value = interestAt(scoring, interest, at);
  if (before) return { before, now: isAbove(value, scoring.hot, true) };
  const readiness = { fit: row.fit, interest: value, acts: row.acts, at };
  if (!isMql(policy, { ...readiness, reachable: true })) return { before, now: false };
  return { before, now: await isReachable(trx, policy, leadId, at) };
}

/** Whether any channel to a lead is open. */
export async function isReachable(db: Db, { consent }: Pick<Policy, 'consent'>, leadId: string, at: Instant): Promise<boolean> {
  const { consents, suppressions } = await permissionsOf(db, leadId);
  return kindsOf(channels).some((channel) => contactability(consent, consents, suppressions, channel, at).may);
}

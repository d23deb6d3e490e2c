import type { AccountKind } from '../../db/columns.ts';
import type { Fact } from '../../db/leads/enrichment.ts';
import { CONFIDENT, type FactField } from '../../domain/lead/provider.ts';
import { NO_MAIL } from '../../domain/people/domain-doubt.ts';
import { isInProfile } from '../../domain/scoring/fit.ts';
import type { ProfileFacts } from '../../domain/scoring/fit.ts';
import type { ScoringModel } from '../../domain/scoring/scoring-policy.ts';
import type { GateResult } from '../contract.ts';

/** What the gate knows when it decides. */
export interface Known {
  readonly facts: readonly Fact[];
  readonly profile: ProfileFacts;
  readonly accountKind?: AccountKind;
}

const bogusKinds = {
  disposable: 'the address is disposable',
  malformed: 'the address cannot exist',
} as const satisfies Record<string, string>;

/** Decides whether a lead belongs in an acquisition program. Only facts that are certain count against it. */
export function verdictOf(scoring: ScoringModel, { facts, profile, accountKind }: Known): GateResult {
  const sure = (field: FactField) => facts.find((fact) => fact.field === field && fact.confidence >= CONFIDENT)?.value;
  const kind = sure('addressKind');
  if (kind === 'disposable' || kind === 'malformed') return { verdict: 'bogus', because: bogusKinds[kind] };
  if (sure('receivesMail') === false) return { verdict: 'bogus', because: NO_MAIL };
  if (accountKind && accountKind !== 'prospect') return { verdict: 'notAcquired', because: `the account is a ${accountKind}` };
  if (!isInProfile(scoring, profile)) return { verdict: 'outOfProfile', because: 'too few criteria of the profile match' };
  return { verdict: 'welcome', because: 'nothing rules it out' };
}

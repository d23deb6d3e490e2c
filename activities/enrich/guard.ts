import { saveDomainAnswer, recentAnswers } from '../../db/leads/domain-answers.ts';
import { isDoubtful } from '../../domain/people/domain-doubt.ts';
import { domainOf } from '../../domain/people/address.ts';
import type { Deps } from '../deps.ts';
import type { FoundFact } from '../../domain/lead/provider.ts';

/** DNS looks unreliable, so no lead is turned away because of it. The gate asks again later. */
export class DomainsDoubtful extends Error {
  override readonly name = 'DomainsDoubtful';
  readonly code = 'DOMAINS_DOUBTFUL';
}

/**
 * Delays leads of domains without email while an unusual share of the last hour's domains takes none. Domains that take email pass.
 * @throws DomainsDoubtful, which is worth a retry
 */
export async function guardGate(
  { db, log }: Pick<Deps, 'db' | 'log'>,
  email: string,
  found: readonly Pick<FoundFact, 'field' | 'value'>[],
): Promise<void> {
  const fact = found.find(({ field }) => field === 'receivesMail');
  if (!fact) return;
  const { accepted } = await saveDomainAnswer(db, domainOf(email), fact.value === true);
  if (fact.value === true || accepted) return;
  const recent = await recentAnswers(db);
  if (!isDoubtful(recent)) return;
  log.error(
    recent,
    'an unusual number of domains accept no email, so the gate waits. Check DNS; if it is right, call ops.trustDomains.',
  );
  throw new DomainsDoubtful();
}

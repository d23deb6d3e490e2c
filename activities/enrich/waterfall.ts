import type { Logger } from 'pino';
import type { Fact, FactField } from '../../db/leads/enrichment.ts';
import { CONFIDENT } from './provider.ts';
import type { LeadToEnrich, Provider } from './provider.ts';

export interface Call {
  readonly provider: string;
  readonly found: readonly FactField[];
  readonly cost: number;
}

/**
 * Asks the providers in order, each only while one of its fields has no confident answer. A provider that fails has found nothing,
 * which counts against no lead.
 */
export async function waterfall(
  providers: readonly Provider[],
  lead: LeadToEnrich,
  known: readonly Fact[],
  log: Logger,
): Promise<{ facts: readonly Fact[]; calls: readonly Call[] }> {
  const best = new Map(known.map((fact) => [fact.field, fact]));
  const facts = new Map<FactField, Fact>();
  const calls: Call[] = [];
  for (const provider of providers) {
    if (provider.fields.every((field) => (best.get(field)?.confidence ?? 0) >= CONFIDENT)) continue;
    const found = await ask(provider, lead, log);
    calls.push({ provider: provider.id, found: found.map(({ field }) => field), cost: provider.cost });
    for (const fact of found) {
      if (fact.confidence <= (best.get(fact.field)?.confidence ?? 0)) continue;
      best.set(fact.field, fact);
      facts.set(fact.field, fact);
    }
  }
  return { facts: [...facts.values()], calls };
}

async function ask(provider: Provider, lead: LeadToEnrich, log: Logger): Promise<Fact[]> {
  try {
    const found = await provider.lookup(lead);
    return found.filter(({ confidence }) => confidence > 0).map((fact) => ({ ...fact, source: provider.id }));
  } catch (error) {
    // The message may contain the address, so log only the class.
    log.warn(
      { provider: provider.id, leadId: lead.id, error: error instanceof Error ? error.name : 'unknown' },
      'a provider failed',
    );
    return [];
  }
}

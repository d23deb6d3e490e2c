import type { Logger } from 'pino';
import type { Fact } from '../../db/leads/enrichment.ts';
import { CONFIDENT, type FactField, type LeadToEnrich, type Provider } from '../../domain/lead/provider.ts';

export interface Call {
  readonly provider: string;
  readonly found: readonly FactField[];
  readonly failed: boolean;
  readonly cost: number;
}

interface Sources {
  readonly providers: readonly Provider[];
  readonly log: Logger;
  /** Judges what a provider found, before the next one is asked and paid. @throws any error, to ask again later */
  readonly guard: (found: readonly Fact[]) => Promise<void>;
  /** Which providers answered about the lead a short time ago: those that cost something are not asked and paid again. */
  readonly answered: ReadonlySet<string>;
}

/**
 * Asks the providers in order, each only while one of its fields has no confident answer. A provider that fails has found nothing,
 * which counts against no lead.
 */
export async function waterfall(
  { providers, log, guard, answered }: Sources,
  lead: LeadToEnrich,
  known: readonly Fact[],
): Promise<{ facts: readonly Fact[]; calls: readonly Call[] }> {
  const best = new Map(known.map((fact) => [fact.field, fact]));
  const facts = new Map<FactField, Fact>();
  const calls: Call[] = [];
  const within = Math.min(LONGEST, ALTOGETHER / providers.length);
  for (const provider of providers) {
    if (provider.fields.every((field) => (best.get(field)?.confidence ?? 0) >= CONFIDENT)) continue;
    if (provider.cost > 0 && answered.has(provider.id)) continue;
    const answer = await ask(provider, lead, { within, log });
    const found = answer ?? [];
    calls.push({ provider: provider.id, found: found.map(({ field }) => field), failed: !answer, cost: provider.cost });
    const better = found.filter(({ field, confidence }) => confidence > (best.get(field)?.confidence ?? 0));
    await guard(better);
    for (const fact of better) {
      best.set(fact.field, fact);
      facts.set(fact.field, fact);
    }
  }
  return { facts: [...facts.values()], calls };
}

/** How long one provider may take, in real milliseconds. */
const LONGEST = 10_000;

/** How long all of them may take: less than the activity's deadline, so one that hangs cannot hold up a lead. */
const ALTOGETHER = 40_000;

/** What a provider found; undefined if it failed. */
async function ask(
  provider: Provider,
  lead: LeadToEnrich,
  { within, log }: { within: number; log: Logger },
): Promise<Fact[] | undefined> {
  const signal = AbortSignal.timeout(within);
  try {
    const found = await Promise.race([provider.lookup(lead, { signal }), aborted(signal)]);
    return found.filter(({ confidence }) => confidence > 0).map((fact) => ({ ...fact, source: provider.id }));
  } catch (error) {
    // The message may contain the address, so log only the class.
    log.warn(
      { provider: provider.id, leadId: lead.id, error: error instanceof Error ? error.name : 'unknown' },
      'a provider failed',
    );
    return undefined;
  }
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

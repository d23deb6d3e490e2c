import { matchAccount } from '../../db/accounts/accounts.ts';
import { joinAccount } from '../../db/leads/leads.ts';
import { completeAccount } from '../../services/accounts/save-accounts.ts';
import type { Trx } from '../../db/database.ts';
import { answeredSince, saveFacts, leadToEnrich, recordCalls } from '../../db/leads/enrichment.ts';
import type { Fact } from '../../db/leads/enrichment.ts';
import { enqueueIfRunning } from '../../db/system/outbox.ts';
import { saveFits } from '../../services/engagements/save-fits.ts';
import { rescoreFit } from '../../services/engagements/scores.ts';
import { ANSWER_LASTS, type FactField } from '../../domain/lead/provider.ts';
import type { SaidOfCompany } from '../../domain/people/account-values.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { GateResult, EnrichOrder } from '../contract.ts';
import type { Bookkeeping } from '../bookkeeping.ts';
import type { Deps } from '../deps.ts';
import { ActivityError } from '../errors.ts';
import { loadFacts } from '../load-facts.ts';
import { writeJournal } from '../record.ts';
import { guardGate } from './guard.ts';
import { verdictOf } from './verdict.ts';
import { waterfall } from './waterfall.ts';

/**
 * Adds facts from the providers, assigns the lead to its account, scores the fit, and decides whether the lead is welcome.
 * @throws DomainsDoubtful while DNS is unreliable; ActivityError LEAD_UNKNOWN
 */
export const enrich =
  (deps: Bookkeeping & Pick<Deps, 'providers' | 'content'>) =>
  async ({ journal, ...order }: EnrichOrder): Promise<GateResult> => {
    const { db, providers, log } = deps;
    const { leadId } = order;
    if (journal) await writeJournal(db, { ...order, journal }, deps);
    const lead = await leadToEnrich(db, leadId);
    if (!lead) throw new ActivityError('LEAD_UNKNOWN', leadId, 'end its workflow');
    const { id, email, country } = lead;
    const about = { id, email, country: country ?? undefined };
    // Ask the providers outside the transaction, because they may be slow.
    const answered = await answeredSince(db, leadId, deps.clock.now() - ANSWER_LASTS);
    const guard = (found: readonly Fact[]) => guardGate(deps, email, found);
    const { facts, calls } = await waterfall({ providers, log, guard, answered }, about, lead.facts);
    const judged = await db.transaction().execute(async (trx) => {
      const at = deps.clock.now();
      await saveFacts(trx, leadId, facts, at);
      await recordCalls(
        trx,
        calls.map((call) => ({ ...call, id: deps.newId(), leadId, at })),
      );
      return await judge(trx, deps, leadId);
    });
    // A request of 0.1.0 includes no lines: the lead writes them itself, and asks for the facts.
    return journal ? { ...judged, steps: 2, facts: await loadFacts(deps)(order) } : judged;
  };

async function judge(trx: Trx, { clock, policy, newId }: Bookkeeping, leadId: string): Promise<GateResult> {
  const at = clock.now();
  const { facts, ...lead } = (await leadToEnrich(trx, leadId))!;
  const domain = textOf(facts, 'companyDomain');
  const accountId = lead.accountId ?? (domain === undefined ? undefined : await matchAccount(trx, newId(), domain, at));
  if (accountId !== undefined) {
    await joinAccount(trx, lead.id, accountId);
    const accounts = await completeAccount(trx, accountId, foundOfCompany(facts, at));
    // Of its colleagues, too.
    if (accounts.length > 0) await saveFits(trx, policy, { accounts }, at);
  }
  const { facts: profile, accountKind, ready } = await rescoreFit(trx, policy, lead.id, at);
  // The lead becomes an MQL once. Here a fact is the reason, not an act.
  const payload = { id: newId(), at, ready };
  if (ready)
    await enqueueIfRunning(trx, { id: newId(), leadId: lead.id, at, message: { type: 'signal', name: 'factsChanged', payload } });
  return verdictOf(policy.scoring, { facts, profile, accountKind });
}

function textOf(facts: readonly Fact[], field: FactField): string | undefined {
  const value = facts.find((fact) => fact.field === field)?.value;
  return typeof value === 'string' ? value : undefined;
}

const ofCompany: ReadonlySet<FactField> = new Set(['companyName', 'industry', 'region', 'employees']);

/** What providers found about the company. */
function foundOfCompany(facts: readonly Fact[], at: Instant): SaidOfCompany {
  const [name, industry, region] = (['companyName', 'industry', 'region'] as const).map((field) => textOf(facts, field));
  const employees = facts.find(({ field }) => field === 'employees')?.value;
  const sources = new Set(facts.filter(({ field }) => ofCompany.has(field)).map(({ source }) => source));
  return {
    by: 'enrichment',
    source: [...sources].join(', '),
    at,
    values: {
      name,
      industry,
      region,
      size: typeof employees === 'number' ? employees : undefined,
    },
  };
}

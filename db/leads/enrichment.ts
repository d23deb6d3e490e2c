import { sql } from 'kysely';
import type { FactField } from '../../domain/lead/provider.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';

export interface Fact {
  readonly field: FactField;
  readonly value: string | number | boolean;
  readonly source: string;
  readonly confidence: number;
}

export interface LeadToEnrich {
  readonly id: string;
  readonly email: string;
  readonly country: string | null;
  readonly accountId: string | null;
  readonly facts: readonly Fact[];
}

/** A lead with its facts; undefined if it has been erased. */
export async function leadToEnrich(db: Db, id: string): Promise<LeadToEnrich | undefined> {
  const { rows } = await sql<LeadToEnrich>`
    select id, email, country, account_id, (
      select coalesce(jsonb_agg(jsonb_build_object('field', field, 'value', value, 'source', source, 'confidence', confidence)), '[]')
      from facts where lead_id = leads.id
    ) as facts
    from leads where id = ${id}`.execute(db);
  return rows[0];
}

/** Saves facts; a less confident source never overwrites a more confident one. */
export async function saveFacts(db: Db, leadId: string, facts: readonly Fact[], at: Instant): Promise<void> {
  if (facts.length === 0) return;
  await db
    .insertInto('facts')
    .values(facts.map(({ value, ...fact }) => ({ ...fact, leadId, value: JSON.stringify(value), at: new Date(at) })))
    .onConflict((conflict) =>
      conflict
        .columns(['leadId', 'field'])
        .doUpdateSet((eb) => ({
          value: eb.ref('excluded.value'),
          source: eb.ref('excluded.source'),
          confidence: eb.ref('excluded.confidence'),
          at: eb.ref('excluded.at'),
        }))
        .where(sql.ref('excluded.confidence'), '>=', sql.ref('facts.confidence')),
    )
    .execute();
}

export interface ProviderCall {
  readonly id: string;
  readonly leadId: string;
  readonly provider: string;
  /** The fields that it answered. */
  readonly found: readonly string[];
  readonly failed: boolean;
  readonly cost: number;
  readonly at: Instant;
}

/** Which providers have answered about a lead since an instant, even if they found nothing. */
export async function answeredSince(db: Db, leadId: string, since: Instant): Promise<ReadonlySet<string>> {
  const calls = db.selectFrom('providerCalls').select('provider').distinct().where('leadId', '=', leadId);
  const rows = await calls.where('failed', '=', false).where('at', '>', new Date(since)).execute();
  return new Set(rows.map(({ provider }) => provider));
}

/** Records the calls of providers, for match rate, coverage and cost. */
export async function recordCalls(db: Db, calls: readonly ProviderCall[]): Promise<void> {
  if (calls.length === 0) return;
  await db
    .insertInto('providerCalls')
    .values(calls.map((call) => ({ ...call, found: [...call.found], at: new Date(call.at) })))
    .execute();
}

/** The usage of an enrichment provider. */
export interface ProviderUse {
  readonly provider: string;
  readonly calls: number;
  /** The number of calls that found something. */
  readonly matched: number;
  /** The number of calls that it did not answer. */
  readonly failed: number;
  readonly cost: number;
  readonly lastAt: Date;
}

/** For each provider: its calls, how many of them found something, and their cost; the most used first. */
export async function providerUse(db: Db): Promise<ProviderUse[]> {
  const { rows } = await sql<ProviderUse>`
    select provider, count(*)::int as calls, (count(*) filter (where cardinality(found) > 0))::int as matched, (count(*) filter (where failed))::int as failed,
      sum(cost)::float8 as cost, max(at) as last_at
    from provider_calls group by provider order by calls desc, provider`.execute(db);
  return rows;
}

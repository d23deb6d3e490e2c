import { sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import { consentsLack } from '../domain/consent.ts';
import type { Persona, Seniority } from '../domain/persona.ts';
import { changeConsents, type ConsentMerge, type GivenConsent } from './consents.ts';
import type { Db } from './database.ts';
import { keepAccounts, type Company } from './keep-accounts.ts';
import { optOut } from './opt-out.ts';
import { closeChannel } from './suppressions.ts';

/** A lead as it came in. */
export interface LeadToKeep {
  readonly email: string;
  /** Equal for all spellings of one mailbox. */
  readonly emailKey: string;
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  readonly title: string | undefined;
  readonly phone: string | undefined;
  readonly country: string | undefined;
  readonly zone: string;
  readonly persona: Persona;
  readonly seniority: Seniority;
  readonly source: string;
  readonly company: Company | undefined;
  readonly consents: readonly GivenConsent[];
  readonly optedOut: boolean;
  /** They take back what they agreed to before: a clear no in a column of consents. */
  readonly withdrawn?: boolean;
  /** They asked not to be called. */
  readonly doNotCall?: boolean;
}

export interface KeptLead {
  readonly id: string;
  readonly emailKey: string;
  readonly created: boolean;
  /** Why it may not be mailed, if a basis is missing. */
  readonly held: string | null;
}

interface Keeping {
  readonly at: Instant;
  readonly newId: () => string;
  /** `restrict`: of two records of one person the more restrictive consent stays. `add`: the person has just given it. */
  readonly consents: ConsentMerge;
}

/**
 * Adds leads that are not there yet, and fills what is unknown of those that are; nothing that stands there is lost.
 * Call it in a transaction, with each mailbox once.
 */
export async function keepLeads(trx: Db, leads: readonly LeadToKeep[], keeping: Keeping): Promise<KeptLead[]> {
  if (leads.length === 0) return [];
  const { at, newId } = keeping;
  const accountIds = await keepAccounts(
    trx,
    leads.map(({ company }) => company),
    newId,
    at,
  );
  const rows = leads.map((lead, n) => ({
    ...lead,
    id: newId(),
    accountId: accountIds[n],
    held: consentsLack(lead.consents, 'marketing', at),
  }));
  const kept = await upsert(trx, JSON.stringify(rows), at);
  const byKey = new Map(kept.map((lead) => [lead.emailKey, lead]));
  const withIds = leads.flatMap((lead) => {
    const { id, created } = byKey.get(lead.emailKey) ?? {};
    return id === undefined ? [] : [{ ...lead, id, created: created === true }];
  });
  const changed = await changeConsents(trx, withIds, keeping);
  for (const { id: leadId, source } of withIds.filter(({ optedOut }) => optedOut))
    await optOut(trx, newId, { leadId, source }, at);
  for (const { id: leadId } of withIds.filter(({ doNotCall }) => doNotCall))
    await closeChannel(trx, newId, { leadId, channel: 'phone', reason: 'doNotContact', at });
  return kept.map((lead) => (changed.has(lead.id) ? { ...lead, held: changed.get(lead.id) ?? null } : lead));
}

async function upsert(trx: Db, rows: string, at: Instant): Promise<KeptLead[]> {
  const now = new Date(at);
  const { rows: kept } = await sql<KeptLead>`
    insert into leads (id, email, email_key, first_name, last_name, title, phone, country, zone, account_id, persona, seniority, source, stage,
      stage_at, held, created_at)
    select id, email, "emailKey", "firstName", "lastName", title, phone, country, zone, "accountId", persona, seniority, source, 'inquiry',
      ${now}::timestamptz, held, ${now}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as row(id uuid, email text, "emailKey" text, "firstName" text, "lastName" text, title text,
      phone text, country text, zone text, "accountId" uuid, persona text, seniority text, source text, held text)
    -- In one order, so that two imports of the same people do not wait for each other.
    order by "emailKey"
    on conflict (email_key) do update set
      first_name = coalesce(leads.first_name, excluded.first_name), last_name = coalesce(leads.last_name, excluded.last_name),
      title = coalesce(leads.title, excluded.title), phone = coalesce(leads.phone, excluded.phone),
      country = coalesce(leads.country, excluded.country), account_id = coalesce(leads.account_id, excluded.account_id)
    returning id, email_key, held, (xmax = 0) as created`.execute(trx);
  return kept;
}

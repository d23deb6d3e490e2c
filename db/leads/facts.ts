import { sql } from 'kysely';
import type { Consent } from '../../domain/contact/consent.ts';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import type { SavedFields } from '../../domain/people/lead-fields.ts';
import type { Persona, Seniority } from '../../domain/people/persona.ts';
import type { Suppression } from '../../domain/contact/suppression.ts';
import type { Db } from '../database.ts';
import { consentsJson, suppressionsJson } from '../contact/permissions.ts';
import { prepared } from '../prepared.ts';
import { possiblySent } from '../states.ts';

export interface LeadFactsRow {
  readonly id: string;
  readonly persona: Persona;
  readonly slower: number;
  readonly otherTopic: boolean;
  readonly seniority: Seniority;
  readonly fields: SavedFields;
  readonly stage: FunnelStage;
  readonly accountId: string | null;
  readonly ownerId: string | null;
  readonly dealOwnerId: string | null;
  readonly fit: number;
  readonly byKind: Record<string, number>;
  readonly interestAt: Date;
  readonly hot: boolean;
  readonly consents: readonly Consent[];
  readonly suppressions: readonly Suppression[];
  readonly sent: readonly string[];
}

/** Everything that a track needs to know about leads, in one statement; nothing about a lead that does not exist. */
export async function leadFacts(db: Db, leadIds: readonly string[]): Promise<LeadFactsRow[]> {
  const { rows } = await sql<LeadFactsRow>`${prepared}
    select leads.id, leads.persona, leads.slower, leads.other_topic, leads.seniority, leads.fields, leads.stage, leads.account_id, leads.owner_id, deal.owner_id as deal_owner_id,
      coalesce(scores.fit, 0) as fit, coalesce(scores.by_kind, '{}') as by_kind,
      coalesce(scores.interest_at, leads.created_at) as interest_at, coalesce(scores.hot, false) as hot,
      ${consentsJson} as consents, ${suppressionsJson()} as suppressions,
      array(select distinct content from touches where lead_id = leads.id and state in ${possiblySent}) as sent
    from leads
    left join scores on scores.lead_id = leads.id
    left join lateral (
      select owner_id from opportunities
      where closed_at is null and (account_id = leads.account_id or lead_id = leads.id) order by opened_at, id limit 1
    ) as deal on true
    where leads.id = any(${leadIds}::uuid[])`.execute(db);
  return rows;
}

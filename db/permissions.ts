import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Consent } from '../domain/consent.ts';
import type { Suppression } from '../domain/suppression.ts';
import type { Db } from './database.ts';

/** What decides whether a lead may be reached; see `contactability`. */
export interface Permissions {
  readonly consents: readonly Consent[];
  readonly suppressions: readonly Suppression[];
}

const milliseconds = (column: string): RawBuilder<number> => sql`round(extract(epoch from ${sql.ref(column)}) * 1000)::bigint`;

/** The consents of the row of `leads` in the surrounding query, as json. Missing values are left out, never null. */
export const consentsJson: RawBuilder<Consent[]> = sql`(
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'purpose', c.purpose, 'jurisdiction', c.jurisdiction, 'basis', c.basis, 'source', c.source, 'at', ${milliseconds('c.at')},
    'confirmedAt', ${milliseconds('c.confirmed_at')}, 'expiresAt', ${milliseconds('c.expires_at')},
    'withdrawnAt', ${milliseconds('c.withdrawn_at')})) order by c.at), '[]')
  from consents as c where c.lead_id = leads.id)`;

/** The suppressions that were not lifted, at every scope, that concern the row of `leads` in the surrounding query, as json. */
export const suppressionsJson: RawBuilder<Suppression[]> = sql`(
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'scope', s.scope, 'channel', s.channel, 'reason', s.reason, 'setBy', s.set_by, 'at', ${milliseconds('s.at')},
    'until', ${milliseconds('s.until')})) order by s.at), '[]')
  from suppressions as s
  -- The index holds what is not lifted; without this condition, every lead would cost a walk through all suppressions.
  where s.lifted_at is null and (
    (s.scope = 'lead' and s.subject = leads.id::text)
    or (s.scope = 'address' and s.subject in (leads.email, leads.email_key))
    or (s.scope = 'domain' and s.subject = split_part(leads.email, '@', 2))
    or (s.scope = 'account' and s.subject = leads.account_id::text)
    or s.scope = 'everybody'))`;

/** @throws NoResultError when there is no such lead */
export const permissionsOf = (db: Db, leadId: string): Promise<Permissions> =>
  db
    .selectFrom('leads')
    .select([consentsJson.as('consents'), suppressionsJson.as('suppressions')])
    .where('id', '=', leadId)
    .executeTakeFirstOrThrow();

import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Consent } from '../../domain/contact/consent.ts';
import type { Suppression } from '../../domain/contact/suppression.ts';
import { livingStates } from '../../domain/lead/enrolment-states.ts';
import { concerning } from './concerning.ts';
import type { Db } from '../database.ts';
import { milliseconds } from '../milliseconds.ts';

/** What decides whether a lead may be reached; see `contactability`. */
export interface Permissions {
  readonly consents: readonly Consent[];
  readonly suppressions: readonly Suppression[];
}

/** The consents of the row of `leads` in the surrounding query, as JSON. Missing values are omitted, never null. */
export const consentsJson: RawBuilder<Consent[]> = sql`(
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'purpose', c.purpose, 'jurisdiction', c.jurisdiction, 'basis', c.basis, 'source', c.source, 'at', ${milliseconds('c.at')},
    'confirmedAt', ${milliseconds('c.confirmed_at')}, 'expiresAt', ${milliseconds('c.expires_at')},
    'withdrawnAt', ${milliseconds('c.withdrawn_at')})) order by c.at, c.id), '[]')
  from consents as c where c.lead_id = leads.id)`;

/**
 * The suppressions in force, of every scope, that apply to the row of `leads` in the surrounding query, as JSON.
 * @param program the program that wants to reach the lead; the default is the lead's current one
 */
export const suppressionsJson = (program?: RawBuilder<string | null>): RawBuilder<Suppression[]> => sql`(
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'scope', s.scope, 'channel', s.channel, 'reason', s.reason, 'setBy', s.set_by, 'at', ${milliseconds('s.at')},
    'until', ${milliseconds('s.until')})) order by s.at), '[]')
  from suppressions as s
  where s.lifted_at is null and ${concerning('leads', program)})`;

/** @throws NoResultError if the lead does not exist */
export const permissionsOf = (db: Db, leadId: string): Promise<Permissions> =>
  db
    .selectFrom('leads')
    .select([consentsJson.as('consents'), suppressionsJson().as('suppressions')])
    .where('id', '=', leadId)
    .executeTakeFirstOrThrow();

/** The permissions of leads, for each program that they are in; the program is null for a lead that is in none. */
export const programsAndPermissions = (db: Db, leadIds: readonly string[]) =>
  db
    .selectFrom('leads')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('enrolments')
          .select(['id', 'program', 'lane'])
          .whereRef('leadId', '=', 'leads.id')
          .where('state', 'in', livingStates)
          .offset(0)
          .as('enrolments'),
      (join) => join.onTrue(),
    )
    .where('leads.id', 'in', leadIds)
    .select(['leads.id', 'enrolments.program', 'enrolments.lane', consentsJson.as('consents')])
    .select(suppressionsJson(sql`enrolments.program`).as('suppressions'))
    .orderBy('leads.id')
    .orderBy('enrolments.id')
    .execute();

/** The leads in programs that a suppression applies to: a page of ids, in their order, after an id. */
export async function concernedInPrograms(
  db: Db,
  suppressionId: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('enrolments')
    .innerJoin('leads', 'leads.id', 'enrolments.leadId')
    .innerJoin('suppressions as s', (join) => join.on('s.id', '=', suppressionId))
    .where('enrolments.state', 'in', livingStates)
    .where('leads.id', '>', after)
    .where(concerning('leads', sql`enrolments.program`))
    .select('leads.id')
    .distinct()
    .orderBy('leads.id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

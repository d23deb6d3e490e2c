import { sql } from 'kysely';
import type { ProfileFacts } from '../../domain/scoring/fit.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { hasProgram } from '../campaigns/lead-enrolment.ts';
import type { Db, Trx } from '../database.ts';
import { prepared } from '../prepared.ts';
import { anyOf } from '../table-of.ts';
import { factsFrom, profileColumns, profileSources, type ProfileRow } from './profile.ts';

/** Some leads, and the people of some accounts. */
export interface Affected {
  readonly leads?: readonly string[];
  readonly accounts?: readonly string[];
}

/** SQL: whether the row of `leads` is affected. */
const isAffected = ({ leads = [], accounts = [] }: Affected) =>
  sql`(leads.id = ${anyOf(leads)} or leads.account_id = ${anyOf(accounts)})`;

/** The fits of a lead as they are saved, and the facts that decide them. */
export interface SavedFits {
  readonly leadId: string;
  readonly facts: ProfileFacts;
  /** By the deciding model; null if the lead has no score. */
  readonly fit: number | null;
  /** By the names of the other models that have scored it. */
  readonly others: Readonly<Record<string, number>>;
}

/** The saved fits of leads, without those that were erased or merged into others. */
export async function savedFits(db: Db, affected: Affected): Promise<SavedFits[]> {
  const { rows } = await sql<Omit<SavedFits, 'facts'> & ProfileRow>`${prepared}
    select leads.id as lead_id, (select scores.fit from scores where scores.lead_id = leads.id) as fit, ${profileColumns},
      coalesce((select jsonb_object_agg(model, m.fit) from model_scores as m where m.lead_id = leads.id), '{}') as others
    from leads ${profileSources}
    where ${isAffected(affected)} and leads.duplicate_of is null and leads.erased_at is null
    order by leads.id`.execute(db);
  return rows.map(({ leadId, fit, others, ...row }) => ({ leadId, fit, others, facts: factsFrom(row) }));
}

/** Saves fits by the deciding model. A lead that has no score gets one, with no interest. */
export const writeFits = (
  trx: Trx,
  fits: readonly { readonly leadId: string; readonly fit: number }[],
  at: Instant,
): Promise<unknown> =>
  sql`${prepared}
    insert into scores (lead_id, fit, interest_at)
    select "leadId", fit, ${new Date(at)}::timestamptz from jsonb_to_recordset(${JSON.stringify(fits)}::jsonb) as row("leadId" uuid, fit int)
    order by "leadId"
    on conflict (lead_id) do update set fit = excluded.fit`.execute(trx);

interface ModelFit {
  readonly leadId: string;
  readonly model: string;
  readonly fit: number;
}

/** Saves fits by other models. Call it after `writeFits`, which locks the scores of new leads. */
export const writeModelFits = (trx: Trx, fits: readonly ModelFit[], at: Instant): Promise<unknown> =>
  sql`${prepared}
    insert into model_scores (lead_id, model, fit, by_kind, interest_at, hot)
    select "leadId", model, fit, '{}', ${new Date(at)}::timestamptz, false
    from jsonb_to_recordset(${JSON.stringify(fits)}::jsonb) as row("leadId" uuid, model text, fit int)
    order by "leadId", model
    on conflict (lead_id, model) do update set fit = excluded.fit`.execute(trx);

/** Those of the leads for which a program of their own runs, or is about to. */
export async function inProgramAmong(db: Db, affected: Affected): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`${prepared}
    select id from leads
    where ${isAffected(affected)} and ${hasProgram(sql`leads.id`)}
    order by id`.execute(db);
  return rows.map(({ id }) => id);
}

/** A page of leads, in the order of their ids. Until the transaction ends, nobody erases or removes them. */
export async function lockLeadPage(trx: Trx, after: string, limit: number): Promise<string[]> {
  const page = trx.selectFrom('leads').select('id').where('id', '>', after).orderBy('id').limit(limit).forKeyShare();
  return (await page.execute()).map(({ id }) => id);
}

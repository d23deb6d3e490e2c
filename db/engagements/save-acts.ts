import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { TouchState } from '../columns.ts';
import type { Db } from '../database.ts';
import { intoLeadEvents } from '../leads/lead-events.ts';
import type { ScoreRow } from '../leads/scores.ts';
import { prepared } from '../prepared.ts';
import { actColumns, actRow } from './act-row.ts';
import type { NewEngagement } from './new-engagement.ts';

/** An engagement, and what it means by the kinds of engagement of the app. */
export interface ActToSave {
  readonly engagement: NewEngagement;
  readonly human: boolean;
  readonly isRequest: boolean;
  /** A reaction to an email proves that it was accepted, and a bounce that it was refused. */
  readonly proves: TouchState | null;
  /** Whether it changes the score of its lead. */
  readonly scores: boolean;
}

/**
 * Saves engagements, settles the touches in doubt that they are about, and locks the scores that they change, in one statement.
 * @returns by their ids, those that were not saved before, each with the score if it changes it
 */
export async function saveActs(db: Db, acts: readonly ActToSave[], now: Instant): Promise<ReadonlyMap<string, ScoreRow | null>> {
  if (acts.length === 0) return new Map();
  const { rows } = await sql<{ id: string; score: (ScoreRow & { interestAt: string }) | null }>`${prepared}
    with act as (select * from jsonb_to_recordset(${JSON.stringify(acts.map(rowOf))}::jsonb) as act(${columns})),
    inserted as (
      insert into engagements (id, lead_id, kind, at, source, verdict, human, is_request, touch_key, content, link, page, data, intends, reply, answer, bounce, until)
      select id, "leadId", kind, at, source, verdict, human, "isRequest", "touchKey", content, link, page, data, intends, reply, answer, bounce, until
      from act order by "leadId"
      on conflict (id) do nothing returning id
    ), fresh as (
      select act.* from inserted join act on act.id = inserted.id
    ), settled as (
      update touches set state = fresh.proves, settled_at = ${new Date(now)} from fresh
      where touches.key = any(array(select "touchKey" from act)) and touches.key = fresh."touchKey" and fresh.proves is not null and ${isInDoubt}
      returning touches.*
    ), told as (
      ${intoLeadEvents} select lead_id, settled_at, 'doubtSettled', null, jsonb_build_object('content', content, 'state', state, 'because', 'engaged') from settled
    ), locked as (
      insert into scores (lead_id, interest_at)
      select "leadId", ${new Date(now)} from fresh where scores and (select count(*) from settled) >= 0 order by "leadId"
      on conflict (lead_id) do update set lead_id = excluded.lead_id
      returning lead_id, fit, by_kind, interest_at, acts, hot
    )
    select fresh.id, case when fresh.scores then (
      select jsonb_build_object('fit', fit, 'byKind', by_kind, 'interestAt', interest_at, 'acts', acts, 'hot', hot)
      from locked where locked.lead_id = fresh."leadId"
    ) end as score
    from fresh`.execute(db);
  return new Map(rows.map(({ id, score }) => [id, score && { ...score, interestAt: new Date(score.interestAt) }]));
}

/** SQL: not an `=`, so that Postgres does not read all that are in doubt: it believes that they are few, but after an outage they are many. */
const isInDoubt = sql`touches.state is not distinct from 'inDoubt'`;

const columns = sql`${actColumns}, human boolean, "isRequest" boolean, proves text, scores boolean`;

const rowOf = ({ engagement, ...means }: ActToSave) => ({ ...actRow(engagement), ...means });

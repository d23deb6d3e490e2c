import { sql } from 'kysely';
import type { OutboxMessage } from '../../domain/lead/messages.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Trx } from '../database.ts';
import type { ScoreColumns } from '../leads/scores.ts';
import { prepared } from '../prepared.ts';
import { intoOutbox, toAllLanes } from '../system/outbox.ts';
import { actColumns, actRow } from './act-row.ts';
import type { NewEngagement } from './new-engagement.ts';
import { isSameAct } from './same-act.ts';

/** What follows from an engagement that was saved. */
export interface ActToTell {
  readonly engagement: NewEngagement;
  /** The score of its lead from now on; undefined if it does not change it. */
  readonly score: ScoreColumns | undefined;
  readonly message: OutboxMessage;
  readonly messageId: string;
  /** Told even if the programs know of an equal act. */
  readonly isNews: boolean;
  readonly urgent?: boolean;
  /** Real milliseconds until the programs may be told. */
  readonly heldFor?: number;
}

/**
 * Saves the scores after acts of different leads, and tells the programs that run for them, unless they know of an equal act; in one statement.
 * Call it when the scores are locked, so that of two equal acts at once the second sees the first.
 * @returns the leads whose main program is told
 */
export async function tellActs(trx: Trx, acts: readonly ActToTell[], now: Instant): Promise<ReadonlySet<string>> {
  if (acts.length === 0) return new Set();
  const { rows } = await sql<{ leadId: string; lane: string | null }>`${prepared}
    with act as (select * from jsonb_to_recordset(${JSON.stringify(acts.map(rowOf))}::jsonb) as act(${columns})),
    scored as (
      update scores set interest = act.interest, interest_at = act."interestAt", by_kind = act."byKind"::jsonb, acts = act.acts::jsonb, hot = act.hot
      from act where scores.lead_id = any(array(select "leadId" from act)) and scores.lead_id = act."leadId" and act.interest is not null
    ), row as (
      select "messageId" as id, "leadId", message, ${new Date(now)}::timestamptz as at, urgent, "heldFor" from act where "isNews" or not ${isSameAct}
    )
    ${intoOutbox(toAllLanes)}`.execute(trx);
  return new Set(rows.flatMap(({ leadId, lane }) => (lane === null ? [leadId] : [])));
}

const columns = sql`${actColumns},
  interest float8, "interestAt" timestamptz, "byKind" text, acts text, hot boolean,
  message jsonb, "messageId" uuid, "isNews" boolean, urgent boolean, "heldFor" float8`;

const rowOf = ({ engagement, score, ...told }: ActToTell) => ({ ...actRow(engagement), ...score, ...told });

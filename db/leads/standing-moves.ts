import { sql } from 'kysely';

/** SQL: since when the lead had been in its stage when it was reported about. Old reports have forgotten it. */
const before = sql`coalesce((report.undo ->> 'stageAt')::timestamptz, report.at)`;

/**
 * SQL: the moves of leads to other stages, without those that followed from a report that was taken back: the lead went back from them. Its
 * story keeps them.
 */
export const standingMoves = sql`(
  select move.* from transitions as move where move.kind = 'stage' and not exists (
    select from tasks join dispositions as report on report.task_id = tasks.id and report.state = 'takenBack'
      join transitions as back on back.lead_id = tasks.lead_id and back.kind = 'takenBack' and back.at >= report.taken_back_at
    where tasks.lead_id = move.lead_id and back.enrolment_id = move.enrolment_id and move.at > ${before} and move.at <= report.taken_back_at
      and (move.at, move.visit, move.n) < (back.at, back.visit, back.n)
  )
)`;

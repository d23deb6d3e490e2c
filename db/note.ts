import { sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import type { Db } from './database.ts';

interface Note {
  readonly leadId: string;
  readonly enrolmentId: string;
  readonly at: Instant;
  readonly reason: string;
  /** An id of what the note is about. */
  readonly to?: string;
}

/** A line in the journal that does not come from the lifecycle. Its numbers are below zero, where the lifecycle's never are. */
export const note = (db: Db, { leadId, enrolmentId, at, reason, to }: Note): Promise<unknown> =>
  sql`
    insert into transitions (enrolment_id, visit, n, lead_id, at, kind, "to", reason)
    select enrolments.id, enrolments.visit, coalesce(least(min(n), 0), 0) - 1, ${leadId}::uuid, ${new Date(at)}, 'noted', ${to ?? null}, ${reason}
    from enrolments left join transitions on transitions.enrolment_id = enrolments.id and transitions.visit = enrolments.visit
    where enrolments.id = ${enrolmentId} group by enrolments.id`.execute(db);

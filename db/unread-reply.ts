import { sql, type RawBuilder } from 'kysely';

/** SQL: whether a task is open that holds marketing's emails to a lead. */
export const unreadReply = (leadId: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`exists (
  select from tasks as t where t.lead_id = ${leadId} and t.holds_marketing and t.state = 'open'
)`;

import { sql, type RawBuilder } from 'kysely';

/**
 * SQL: whether a reply holds back marketing emails to a lead: its task is open, or it waits among the incoming messages because there
 * is no team to take the task.
 */
export const unreadReply = (leadId: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`(exists (
  select from tasks as t where t.lead_id = ${leadId} and t.holds_marketing and t.state = 'open'
) or exists (
  select from incoming_mails as m where m.lead_id = ${leadId} and m.state = 'unmatched' and m.because = 'noTeam'
))`;

import { sql, type RawBuilder } from 'kysely';
import { holdingTaskKinds } from '../../domain/sales/task-kinds.ts';
import { listed } from '../states.ts';

/**
 * SQL: whether a lead waits for a person's answer, which holds back marketing emails: a task to answer them is open, or their reply waits
 * among the incoming messages because there is no team to take the task.
 */
export const isUnanswered = (leadId: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`(exists (
  select from tasks as t where t.lead_id = ${leadId} and t.kind in ${listed(holdingTaskKinds)} and t.state = 'open'
) or exists (
  select from incoming_mails as m where m.lead_id = ${leadId} and m.state = 'unmatched' and m.because = 'noTeam'
))`;

import { sql, type RawBuilder } from 'kysely';
import { isLiving } from '../campaigns/enrolment-state.ts';

/** SQL: the program in which the row of `leads` that goes by `name` is just now; null when it is in none. */
export const programOf = (name: string): RawBuilder<string | null> =>
  sql`(select e.program from enrolments as e where e.lead_id = ${sql.ref(`${name}.id`)} and ${isLiving('e')})`;

/**
 * SQL: whether a suppression `s` concerns the row of `leads` that goes by `name`; the rule is the domain's `concerns`.
 * Ask for `s.lifted_at is null` beside it: the index holds what is not lifted, and without it every lead would cost a walk
 * through all suppressions.
 * @param program the program that wants to reach the lead; the one that it is in, unless another is given
 */
export const concerning = (name: string, program: RawBuilder<string | null> = programOf(name)): RawBuilder<boolean> => {
  const lead = (column: string) => sql.ref(`${name}.${column}`);
  return sql<boolean>`(
    (s.scope = 'lead' and s.subject = ${lead('id')}::text)
    or (s.scope = 'program' and s.subject = ${lead('id')}::text || '/' || ${program})
    or (s.scope = 'address' and s.subject = ${lead('email_key')})
    or (s.scope = 'domain' and s.subject = any(domains_above(${lead('email')})))
    or (s.scope = 'account' and s.subject = ${lead('account_id')}::text)
    or s.scope = 'everybody'
  )`;
};

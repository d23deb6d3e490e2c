import { sql, type RawBuilder } from 'kysely';

/**
 * SQL: whether a suppression `s` that was not lifted closes email for the row of `leads` that goes by `name`, at any level.
 * Its dates are the caller's to compare.
 */
export const closesEmailOf = (name: string): RawBuilder<boolean> => {
  const lead = (column: string) => sql.ref(`${name}.${column}`);
  return sql<boolean>`(
    s.lifted_at is null and s.channel in ('email', 'all') and (
      (s.scope = 'lead' and s.subject = ${lead('id')}::text)
      or (s.scope = 'address' and s.subject in (${lead('email')}, ${lead('email_key')}))
      or (s.scope = 'domain' and s.subject = split_part(${lead('email')}, '@', 2))
      or (s.scope = 'account' and s.subject = ${lead('account_id')}::text)
      or s.scope = 'everybody'
    )
  )`;
};

import { sql, type RawBuilder } from 'kysely';

/**
 * SQL: whether a suppression `s` that was not lifted closes email for a lead `l`, at any level.
 * The dates of a suppression are the caller's to compare.
 */
export const closesEmailOf: RawBuilder<boolean> = sql<boolean>`(
  s.lifted_at is null and s.channel in ('email', 'all') and (
    (s.scope = 'lead' and s.subject = l.id::text)
    or (s.scope = 'address' and s.subject in (l.email, l.email_key))
    or (s.scope = 'domain' and s.subject = lower(split_part(l.email, '@', 2)))
    or (s.scope = 'account' and s.subject = l.account_id::text)
    or s.scope = 'everybody'
  )
)`;

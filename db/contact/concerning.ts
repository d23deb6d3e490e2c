import { sql, type RawBuilder } from 'kysely';
import { living } from '../states.ts';
import type { SuppressionScope } from '../../domain/contact/suppression-scope.ts';
import { kindsOf } from '../../domain/text/kinds.ts';

/** SQL: the program in which the row of `leads` that goes by `name` is just now; null when it is in none. */
export const programOf = (name: string): RawBuilder<string | null> =>
  sql`(select e.program from enrolments as e where e.lead_id = ${sql.ref(`${name}.id`)} and e.state in ${living})`;

/**
 * SQL: whether a suppression `s` concerns the row of `leads` that goes by `name`; the rule is the domain's `concerns`.
 * Ask for `s.lifted_at is null` beside it: the index holds what is not lifted, and without it every lead would cost a walk
 * through all suppressions.
 * @param program the program that wants to reach the lead; the one that it is in, unless another is given
 */
export const concerning = (name: string, program: RawBuilder<string | null> = programOf(name)): RawBuilder<boolean> => {
  const lead = (column: string) => sql.ref(`${name}.${column}`);
  return anyOf<SuppressionScope>({
    ...ofAddress(name),
    lead: sql`s.subject = ${lead('id')}::text`,
    program: sql`s.subject = ${lead('id')}::text || '/' || ${program}`,
    account: sql`s.subject = ${lead('account_id')}::text`,
  });
};

/** SQL: whether a suppression `s` concerns the address in a table with `email` and `email_key`, be it a lead's or not. */
export const concerningAddress = (name: string): RawBuilder<boolean> => anyOf(ofAddress(name));

type AddressScope = Extract<SuppressionScope, 'address' | 'domain' | 'everybody'>;

const ofAddress = (name: string): Record<AddressScope, RawBuilder<unknown>> => ({
  address: sql`s.subject = ${sql.ref(`${name}.email_key`)}`,
  domain: sql`s.subject = any(domains_above(${sql.ref(`${name}.email`)}))`,
  everybody: sql`true`,
});

const anyOf = <S extends SuppressionScope>(scopes: Readonly<Record<S, RawBuilder<unknown>>>): RawBuilder<boolean> =>
  sql<boolean>`(${sql.join(
    kindsOf(scopes).map((scope) => sql`(s.scope = ${sql.lit(scope)} and ${scopes[scope]})`),
    sql` or `,
  )})`;

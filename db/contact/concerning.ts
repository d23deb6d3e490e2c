import { sql, type RawBuilder } from 'kysely';
import { living } from '../states.ts';
import type { SuppressionScope } from '../../domain/contact/suppression-scope.ts';
import { kindsOf } from '../../domain/text/kinds.ts';

/** SQL: the main program of the row of `leads` with the alias `name`; null if there is none. */
export const programOf = (name: string): RawBuilder<string | null> =>
  sql`(select e.program from enrolments as e where e.lead_id = ${sql.ref(`${name}.id`)} and e.state in ${living} and e.lane is null)`;

/**
 * SQL: whether a suppression `s` applies to the row of `leads` with the alias `name`, by the domain's rule `concerns`.
 * Combine it with `s.lifted_at is null`: the index contains only suppressions in force, and without this condition each lead would
 * require a scan of all suppressions.
 * @param program the program that wants to reach the lead; the default is the lead's current one
 */
export function concerning(name: string, program: RawBuilder<string | null> = programOf(name)): RawBuilder<boolean> {
  const lead = (column: string) => sql.ref(`${name}.${column}`);
  return anyOf<SuppressionScope>({
    ...ofAddress(name),
    address: sql`s.subject in (${lead('email_key')}, ${lead('phone_key')}, ${addressHash(name)})`,
    lead: sql`s.subject = ${lead('id')}::text`,
    program: sql`s.subject = ${lead('id')}::text || '/' || ${program}`,
    account: sql`s.subject = ${lead('account_id')}::text`,
  });
}

interface Way {
  /** Rows `s` of suppressions, perhaps with others. */
  readonly from?: RawBuilder<unknown>;
  readonly where: RawBuilder<unknown>;
}

/**
 * How a suppression `s` can concern the row of `leads`: each way is an equation with one of its keys. A domain is not such a key.
 */
const ways: Readonly<Record<Exclude<SuppressionScope, 'domain'>, readonly Way[]>> = {
  lead: [{ where: sql`s.subject = leads.id::text` }],
  program: [
    {
      from: sql`join enrolments as e on e.lead_id = case when pg_input_is_valid(left(s.subject, 36), 'uuid') then left(s.subject, 36)::uuid end
        and s.subject = e.lead_id::text || '/' || e.program and e.state in ${living} and e.lane is null`,
      where: sql`e.lead_id = leads.id`,
    },
  ],
  address: [
    { where: sql`s.subject = leads.email_key` },
    { where: sql`s.subject = leads.phone_key` },
    { where: sql`s.subject = ${addressHash('leads')}` },
  ],
  account: [{ where: sql`s.subject = leads.account_id::text` }],
  everybody: [{ where: sql`true` }],
};

/**
 * SQL: whether no suppression concerns the row of `leads`, by the rule of `concerning`. It looks once for each way, so that Postgres may
 * read all suppressions once for many leads instead of looking for each lead.
 * @param inForce which suppressions `s` count
 */
export function concernedByNone(inForce: RawBuilder<boolean>): RawBuilder<boolean> {
  const none = kindsOf(ways).flatMap((scope) =>
    ways[scope].map(
      ({ from = sql``, where }) =>
        sql`not exists (select from suppressions as s ${from} where ${inForce} and s.scope = ${sql.lit(scope)} and ${where})`,
    ),
  );
  const domains = sql`from suppressions as s where ${inForce} and s.scope = 'domain'`;
  return sql<boolean>`(${sql.join(none, sql` and `)} and (not exists (select ${domains})
    or not (select jsonb_object_agg(s.subject, true) ${domains}) ?| domains_above(leads.email)))`;
}

/** SQL: the hash under which lists that hide their addresses name the address of a row: SHA-256, in hex. */
export function addressHash(name: string): RawBuilder<string> {
  return sql`encode(sha256(convert_to(${sql.ref(`${name}.email`)}, 'UTF8')), 'hex')`;
}

/** SQL: whether a suppression `s` applies to the address in a table with `email` and `email_key`, whether or not it is a lead's. */
export const concerningAddress = (name: string): RawBuilder<boolean> => anyOf(ofAddress(name));

type AddressScope = Extract<SuppressionScope, 'address' | 'domain' | 'everybody'>;

const ofAddress = (name: string): Record<AddressScope, RawBuilder<unknown>> => ({
  address: sql`s.subject in (${sql.ref(`${name}.email_key`)}, ${addressHash(name)})`,
  domain: sql`s.subject = any(domains_above(${sql.ref(`${name}.email`)}))`,
  everybody: sql`true`,
});

const anyOf = <S extends SuppressionScope>(scopes: Readonly<Record<S, RawBuilder<unknown>>>): RawBuilder<boolean> =>
  sql<boolean>`(${sql.join(
    kindsOf(scopes).map((scope) => sql`(s.scope = ${sql.lit(scope)} and ${scopes[scope]})`),
    sql` or `,
  )})`;

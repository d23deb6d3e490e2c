import { sql } from 'kysely';
import { regionOf } from '../../domain/people/country.ts';
import type { ProfileFacts } from '../../domain/scoring/fit.ts';
import type { Seniority } from '../../domain/people/persona.ts';
import type { AccountKind } from '../columns.ts';
import type { Db } from '../database.ts';
import { prepared } from '../prepared.ts';

export interface Profile {
  readonly facts: ProfileFacts;
  readonly accountKind?: AccountKind;
}

export interface ProfileRow {
  readonly seniority: Seniority;
  readonly accountKind: AccountKind | null;
  readonly employees: number | null;
  readonly industry: string | null;
  readonly region: string | null;
  readonly country: string | null;
}

/** SQL: the columns of a `ProfileRow`, from `leads` with `profileSources`: from the account, otherwise from facts about the lead. */
export const profileColumns = sql`
  leads.seniority, leads.country, accounts.kind as account_kind,
  coalesce(accounts.size, (found.value ->> 'employees')::numeric::int) as employees,
  coalesce(accounts.industry, found.value ->> 'industry') as industry,
  coalesce(accounts.region, found.value ->> 'region') as region`;

/** `offset 0` makes Postgres look up the account of each lead: for a few leads of many it would read all accounts, too. */
export const profileSources = sql`
  left join lateral (select kind, size, industry, region from accounts where accounts.id = leads.account_id offset 0) as accounts on true
  cross join lateral (select jsonb_object_agg(field, value) as value from facts where lead_id = leads.id) as found`;

/** What is known about a lead and its company; the region otherwise from its country. */
export async function profileOf(db: Db, leadId: string): Promise<Profile> {
  const { rows } =
    await sql<ProfileRow>`${prepared} select ${profileColumns} from leads ${profileSources} where leads.id = ${leadId}`.execute(
      db,
    );
  const [row] = rows;
  return row ? { facts: factsFrom(row), accountKind: row.accountKind ?? undefined } : { facts: {} };
}

export function factsFrom({ seniority, employees, industry, region: given, country }: ProfileRow): ProfileFacts {
  const region = given ?? regionOf(country ?? undefined);
  return {
    seniority,
    employees: employees ?? undefined,
    industry: industry ?? undefined,
    region,
  };
}

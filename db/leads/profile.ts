import { sql } from 'kysely';
import { regionOf } from '../../domain/people/country.ts';
import type { ProfileFacts } from '../../domain/scoring/fit.ts';
import type { Seniority } from '../../domain/people/persona.ts';
import type { AccountKind } from '../columns.ts';
import type { Db } from '../database.ts';

export interface Profile {
  readonly facts: ProfileFacts;
  readonly accountKind?: AccountKind;
}

/** Some leads, and the people of some accounts. */
export interface Affected {
  readonly leads?: readonly string[];
  readonly accounts?: readonly string[];
}

interface ProfileRow {
  readonly id: string;
  readonly seniority: Seniority;
  readonly accountKind: AccountKind | null;
  readonly employees: number | null;
  readonly industry: string | null;
  readonly region: string | null;
  readonly country: string | null;
}

/** What is known about leads and their companies: from the account, otherwise from facts about the lead, otherwise from its country. */
export async function profilesOf(db: Db, { leads = [], accounts = [] }: Affected): Promise<ReadonlyMap<string, Profile>> {
  const { rows } = await sql<ProfileRow>`
    select leads.id, leads.seniority, leads.country, accounts.kind as account_kind,
      coalesce(accounts.size, (found.value ->> 'employees')::numeric::int) as employees,
      coalesce(accounts.industry, found.value ->> 'industry') as industry,
      coalesce(accounts.region, found.value ->> 'region') as region
    from leads
    left join accounts on accounts.id = leads.account_id
    cross join lateral (select jsonb_object_agg(field, value) as value from facts where lead_id = leads.id) as found
    where leads.id = any(${leads}::uuid[]) or leads.account_id = any(${accounts}::uuid[])
    order by leads.id`.execute(db);
  return new Map(
    rows.map((row) => [
      row.id,
      { facts: { seniority: row.seniority, ...known(row) }, accountKind: row.accountKind ?? undefined },
    ]),
  );
}

export const profileOf = async (db: Db, leadId: string): Promise<Profile> =>
  (await profilesOf(db, { leads: [leadId] })).get(leadId) ?? { facts: {} };

function known({ employees, industry, region: given, country }: ProfileRow): ProfileFacts {
  const region = given ?? regionOf(country ?? undefined);
  return {
    employees: employees ?? undefined,
    industry: industry ?? undefined,
    region,
  };
}

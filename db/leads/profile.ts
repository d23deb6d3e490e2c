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

interface ProfileRow {
  readonly seniority: Seniority;
  readonly accountKind: AccountKind | null;
  readonly employees: number | null;
  readonly industry: string | null;
  readonly region: string | null;
  readonly country: string | null;
}

/** What is known about a lead and its company: from the account, otherwise from facts about the lead, otherwise from its country. */
export async function profileOf(db: Db, leadId: string): Promise<Profile> {
  const { rows } = await sql<ProfileRow>`
    select leads.seniority, leads.country, accounts.kind as account_kind,
      coalesce(accounts.size, (found.value ->> 'employees')::numeric::int) as employees,
      coalesce(accounts.industry, found.value ->> 'industry') as industry,
      coalesce(accounts.region, found.value ->> 'region') as region
    from leads
    left join accounts on accounts.id = leads.account_id
    cross join lateral (select jsonb_object_agg(field, value) as value from facts where lead_id = leads.id) as found
    where leads.id = ${leadId}`.execute(db);
  const [row] = rows;
  if (!row) return { facts: {} };
  return {
    facts: { seniority: row.seniority, ...known(row) },
    accountKind: row.accountKind ?? undefined,
  };
}

function known({ employees, industry, region: given, country }: ProfileRow): ProfileFacts {
  const region = given ?? regionOf(country ?? undefined);
  return {
    employees: employees ?? undefined,
    industry: industry ?? undefined,
    region,
  };
}

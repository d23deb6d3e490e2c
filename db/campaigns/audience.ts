import { sql, type RawBuilder } from 'kysely';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import type { FieldValue } from '../../domain/people/lead-fields.ts';
import type { Persona } from '../../domain/people/persona.ts';
import type { Suppression } from '../../domain/contact/suppression.ts';
import type { Consent } from '../../domain/contact/consent.ts';
import type { AccountKind } from '../columns.ts';
import type { Db } from '../database.ts';
import { consentsJson, suppressionsJson } from '../contact/permissions.ts';
import { isStopped } from './brakes.ts';
import { livingStates } from '../../domain/lead/enrolment-states.ts';

/** The leads a campaign is for; undefined criteria are ignored. */
export interface Audience {
  /** Leads with this source, and all leads from imports with this source. */
  readonly source?: string | undefined;
  /** Leads from an import, including those that were known before. */
  readonly importId?: string | undefined;
  readonly persona?: Persona | undefined;
  readonly leadIds?: readonly string[] | undefined;
  /** What the fields of the app must be, by their names. */
  readonly fields?: Readonly<Record<string, FieldFilter>> | undefined;
}

/** One of some values, or one that lies between two, both included; who has no value is not meant. */
export type FieldFilter =
  | { readonly in: readonly FieldValue[] }
  | { readonly from?: FieldValue | undefined; readonly to?: FieldValue | undefined };

/** What decides whether somebody may enter a campaign. */
export interface Candidate {
  readonly id: string;
  readonly stage: FunnelStage;
  readonly held: string | null;
  readonly accountKind: AccountKind | null;
  /** The campaign that the lead is currently in. */
  readonly runsIn: string | null;
  /** Somebody stopped this campaign for the lead or its account. */
  readonly isStopped: boolean;
  /** The lead was in this campaign before. */
  readonly wasHere: boolean;
  readonly consents: readonly Consent[];
  readonly suppressions: readonly Suppression[];
}

/** A page of an audience, by id. */
export async function audiencePage(
  db: Db,
  { source, importId, persona, leadIds, fields = {} }: Audience,
  { campaignId, after, limit }: { campaignId: string; after: string; limit: number },
): Promise<Candidate[]> {
  const broughtBy = db
    .selectFrom('importLeads')
    .innerJoin('imports', 'imports.id', 'importLeads.importId')
    .where(sql<boolean>`import_leads.lead_id = leads.id`)
    .select('importLeads.leadId');
  return await db
    .selectFrom('leads')
    .leftJoin('accounts', 'accounts.id', 'leads.accountId')
    .where('leads.id', '>', after)
    .$if(source !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb('leads.source', '=', source ?? ''), eb.exists(broughtBy.where('imports.source', '=', source ?? ''))]),
      ),
    )
    .$if(importId !== undefined, (query) => query.where((eb) => eb.exists(broughtBy.where('imports.id', '=', importId ?? ''))))
    .$if(persona !== undefined, (query) => query.where('leads.persona', '=', persona ?? 'user'))
    .$if(leadIds !== undefined, (query) => query.where(sql<boolean>`leads.id = any(${leadIds ?? []}::uuid[])`))
    .where((eb) => eb.and(Object.entries(fields).map(([name, filter]) => isMeant(name, filter))))
    .select(['leads.id', 'leads.stage', 'leads.held', 'accounts.kind as accountKind'])
    .select(isStopped(campaignId).as('isStopped'))
    .select([
      consentsJson.as('consents'),
      suppressionsJson(sql`(select program from campaigns where id = ${campaignId})`).as('suppressions'),
    ])
    .select((eb) => [
      eb
        .selectFrom('enrolments')
        .innerJoin('campaigns', 'campaigns.id', 'enrolments.campaignId')
        .whereRef('enrolments.leadId', '=', 'leads.id')
        .where('enrolments.state', 'in', livingStates)
        .select('campaigns.name')
        .as('runsIn'),
      eb
        .exists(
          eb
            .selectFrom('enrolments')
            .whereRef('enrolments.leadId', '=', 'leads.id')
            .where('enrolments.campaignId', '=', campaignId)
            .where('enrolments.state', '<>', 'refused')
            .select('enrolments.id'),
        )
        .$castTo<boolean>()
        .as('wasHere'),
    ])
    .orderBy('leads.id')
    .limit(limit)
    .execute();
}

/** Postgres compares the values as JSON: what was saved when the app declared the field otherwise is of another type, and not meant. */
function isMeant(name: string, filter: FieldFilter): RawBuilder<boolean> {
  const value = sql`(leads.fields -> ${name}::text)`;
  if ('in' in filter) return sql`${value} = any(array(select jsonb_array_elements(${JSON.stringify(filter.in)}::jsonb)))`;
  const compares = (sign: '>=' | '<=', other: FieldValue | undefined): RawBuilder<boolean> => {
    if (other === undefined) return sql`true`;
    const limit = sql`${JSON.stringify(other)}::jsonb`;
    return sql`(jsonb_typeof(${value}) = jsonb_typeof(${limit}) and ${value} ${sql.raw(sign)} ${limit})`;
  };
  return sql`(${compares('>=', filter.from)} and ${compares('<=', filter.to)})`;
}

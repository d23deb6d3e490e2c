import { sql } from 'kysely';
import type { Expression } from '../../domain/audience/expression.ts';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import type { Suppression } from '../../domain/contact/suppression.ts';
import type { Consent } from '../../domain/contact/consent.ts';
import type { AccountKind } from '../columns.ts';
import { isIn } from '../audience/compile.ts';
import type { Context } from '../audience/context.ts';
import type { Db } from '../database.ts';
import { consentsJson, suppressionsJson } from '../contact/permissions.ts';
import { isUnanswered } from '../touches/unanswered.ts';
import { isStopped } from './brakes.ts';
import { laneOfCampaign } from './lanes.ts';
import { livingStates } from '../../domain/lead/enrolment-states.ts';
import { living } from '../states.ts';

/** What decides whether somebody may enter a campaign. */
export interface Candidate {
  readonly id: string;
  readonly stage: FunnelStage;
  readonly held: string | null;
  readonly accountKind: AccountKind | null;
  /** The campaign that the lead is currently in, in the lane of this one. */
  readonly runsIn: string | null;
  /** The campaigns that the lead is currently in, in other lanes. */
  readonly runsBeside: readonly { readonly campaign: string; /** It runs the lead's main program. */ readonly isMain: boolean }[];
  /** The campaign's program is a side program. */
  readonly isBeside: boolean;
  /** Somebody stopped this campaign for the lead or its account. */
  readonly isStopped: boolean;
  /** The lead was in this campaign before. */
  readonly wasHere: boolean;
  /** A person must answer the lead first: until then, it gets no marketing emails. */
  readonly isUnanswered: boolean;
  readonly consents: readonly Consent[];
  readonly suppressions: readonly Suppression[];
}

/** A page of an audience, by id. */
export const audiencePage = (
  db: Db,
  context: Context,
  audience: Expression,
  { campaignId, after, limit }: { campaignId: string; after: string; limit: number },
): Promise<Candidate[]> =>
  candidates(db, campaignId)
    .where('leads.id', '>', after)
    .where(isIn(context, audience))
    .orderBy('leads.id')
    .limit(limit)
    .execute();

/** One lead. */
export const candidate = (db: Db, campaignId: string, leadId: string): Promise<Candidate | undefined> =>
  candidates(db, campaignId).where('leads.id', '=', leadId).executeTakeFirst();

const candidates = (db: Db, campaignId: string) =>
  db
    .selectFrom('leads')
    .leftJoin('accounts', 'accounts.id', 'leads.accountId')
    .select(['leads.id', 'leads.stage', 'leads.held', 'accounts.kind as accountKind'])
    .select([
      isStopped(sql`${campaignId}`).as('isStopped'),
      isUnanswered(sql`leads.id`).as('isUnanswered'),
      sql<boolean>`${laneOfCampaign(sql`${campaignId}`)} is not null`.as('isBeside'),
    ])
    .select([
      consentsJson.as('consents'),
      suppressionsJson(sql`(select program from campaigns where id = ${campaignId})`).as('suppressions'),
      sql<Candidate['runsBeside']>`(
        select coalesce(jsonb_agg(jsonb_build_object('campaign', c.name, 'isMain', e.lane is null) order by c.name), '[]')
        from enrolments e join campaigns c on c.id = e.campaign_id
        where e.lead_id = leads.id and e.state in ${living}
          and e.lane is distinct from ${laneOfCampaign(sql`${campaignId}`)})`.as('runsBeside'),
    ])
    .select((eb) => [
      eb
        .selectFrom('enrolments')
        .innerJoin('campaigns', 'campaigns.id', 'enrolments.campaignId')
        .whereRef('enrolments.leadId', '=', 'leads.id')
        .where('enrolments.state', 'in', livingStates)
        .where(sql<boolean>`enrolments.lane is not distinct from ${laneOfCampaign(sql`${campaignId}`)}`)
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
    ]);

import { sql, type Kysely } from 'kysely';
import { funnelStages } from '../../domain/lead/funnel.ts';
import type { Db } from '../database.ts';
import type { DB } from '../schema.gen.ts';
import { living } from '../states.ts';

/** Leads with what a list shows of each: who they are, their stage, their owner, and their main program. */
export const leadLines = (db: Db) =>
  (db as Kysely<DB>)
    .selectFrom('leads')
    .leftJoin('accounts', 'accounts.id', 'leads.accountId')
    .leftJoin('reps', 'reps.id', 'leads.ownerId')
    .leftJoin('enrolments', (join) =>
      join
        .onRef('enrolments.leadId', '=', 'leads.id')
        .on(sql<boolean>`enrolments.state in ${living} and enrolments.lane is null`),
    )
    .leftJoin('campaigns', 'campaigns.id', 'enrolments.campaignId')
    .select(['leads.id', 'leads.email', 'leads.firstName', 'leads.lastName', 'leads.title', 'leads.phone', 'leads.country'])
    .select(['leads.zone', 'leads.persona', 'leads.source', 'leads.stage', 'leads.stageAt', 'leads.createdAt', 'leads.held'])
    .select(['leads.accountId', 'accounts.name as company', 'leads.ownerId', 'reps.name as owner'])
    .select(['campaigns.name as campaign', 'enrolments.program', 'enrolments.track', 'enrolments.state']);

type Row = Awaited<ReturnType<ReturnType<typeof leadLines>['execute']>>[number];

/** A row as it is shown; a lead without a name has its address. */
export const lineOf = ({ firstName, lastName, stageAt, createdAt, campaign, program, track, state, ...row }: Row) => ({
  ...row,
  name: [firstName, lastName].filter(Boolean).join(' ') || row.email,
  label: funnelStages[row.stage].label,
  since: stageAt.getTime(),
  createdAt: createdAt.getTime(),
  /** The program that the lead is in, if it is in one. */
  in: program === null ? undefined : { campaign, program, track, state },
});

export type LeadLine = ReturnType<typeof lineOf>;

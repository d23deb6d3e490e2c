import { z } from 'zod';
import { campaignReport, refusedBy } from '../../db/campaigns/campaign-report.ts';
import { campaignById, listCampaigns } from '../../db/campaigns/campaigns.ts';
import { audienceInput, readAudience } from '../audience/read-audience.ts';
import { idInput, leadRef } from '../procedures/instant-input.ts';
import { change, describeInput } from '../leads/change-input.ts';
import { listWaiting, stopWaiting, waitingInput } from '../leads/waiting.ts';
import { enrolMore, launch } from '../leads/launch.ts';
import { notFound } from '../procedures/refusal.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { amount, inputValues, key, money, text } from '../procedures/values.ts';
import { inIso, iso } from '../procedures/iso.ts';

const campaign = z.strictObject({ campaignId: idInput });

/** Launches of programs for audiences. */
export const campaigns = router({
  /** Launches a campaign. Lists the leads that were not enrolled, with reasons. */
  launch: procedureFor('marketer')
    .input(
      z.strictObject({
        name: text('name'),
        program: key,
        input: inputValues.default({}),
        audience: audienceInput.default({ everybody: true }),
        cost: money.default(0),
        spreadDays: amount(365).default(0),
        jitterHours: amount(168).default(0),
        again: z.boolean().default(false),
      }),
    )
    .mutation(
      async ({ ctx, input }) =>
        await launch(ctx, { ...input, audience: await readAudience(ctx, input.audience), by: ctx.principal.name }),
    ),

  /** Adds leads to a running campaign. */
  add: procedureFor('marketer')
    .input(campaign.extend({ audience: audienceInput, again: z.boolean().default(false) }))
    .mutation(
      async ({ ctx, input }) =>
        await enrolMore(ctx, { ...input, audience: await readAudience(ctx, input.audience), by: ctx.principal.name }),
    ),

  /** A campaign with its input: who changed it when and why, and how many of its leads were told. */
  get: procedureFor('marketer', 'manager')
    .input(campaign)
    .query(async ({ ctx, input }) => {
      const row = await campaignById(ctx.db, input.campaignId);
      if (!row) throw notFound('campaign', input.campaignId);
      const { id, name, program, launchedAt, launchedBy } = row;
      return { id, name, program, launchedAt: iso(launchedAt) ?? null, launchedBy, ...(await describeInput(ctx, input)) };
    }),

  /** Changes the input of a campaign. Leads that wait for a moment in it wait until its new instant, or go on at once. */
  change: procedureFor('marketer')
    .input(campaign.extend({ input: inputValues, because: text('line') }))
    .mutation(
      async ({ ctx, input: { campaignId, input: values, because } }) =>
        await change(ctx, { campaignId }, { values, because, by: ctx.principal.name }),
    ),

  list: procedureFor('marketer', 'manager').query(async ({ ctx }) =>
    (await listCampaigns(ctx.db)).map((campaign) => inIso(campaign, 'launchedAt')),
  ),

  report: procedureFor('marketer', 'manager')
    .input(campaign)
    .query(async ({ ctx, input: { campaignId } }) => {
      const row = await campaignById(ctx.db, campaignId);
      if (!row) throw notFound('campaign', campaignId);
      const { id, name, program, cost, spreadDays, jitterHours } = row;
      return {
        id,
        name,
        program,
        cost,
        spreadDays,
        jitterHours,
        launchedAt: iso(row.launchedAt) ?? null,
        ...(await campaignReport(ctx.db, id)),
      };
    }),

  /** The leads that could not enter the campaign. */
  notEnrolled: procedureFor('marketer')
    .input(campaign)
    .query(async ({ ctx, input }) => await refusedBy(ctx.db, input.campaignId)),

  /** The enrolments that wait until their leads' present program ends, the oldest first; `after` is the id of the last one before. */
  waiting: procedureFor('marketer', 'manager')
    .input(waitingInput)
    .query(async ({ ctx, input }) => await listWaiting(ctx, input)),

  /** Takes a lead off that list: it will not enter the campaign when its present program ends. `campaigns.add` undoes it. */
  stopWaiting: procedureFor('marketer')
    .input(campaign.extend({ leadId: leadRef }))
    .mutation(async ({ ctx, input }) => await stopWaiting(ctx, ctx.principal, input)),
});

import { z } from 'zod';
import { refusedBy } from '../../db/campaigns/refused-leads.ts';
import { listCampaigns } from '../../db/campaigns/campaigns.ts';
import { groups, lifted } from '../../db/campaigns/groups.ts';
import { memberships, type Membership } from '../../db/campaigns/members.ts';
import { measures, type Measure } from '../../db/campaigns/results.ts';
import { despiteClashes } from '../../db/clash.ts';
import type { Trx } from '../../db/database.ts';
import { MOST_HELD_OUT } from '../../domain/lead/holdout.ts';
import { codeInWords } from '../../domain/text/code-in-words.ts';
import { audienceInput, readAudience } from '../audience/read-audience.ts';
import { addLeads } from '../campaigns/add-leads.ts';
import { pause, resume, stop } from '../campaigns/brake.ts';
import { describe } from '../campaigns/describe.ts';
import { audienceChosen, draft, update } from '../campaigns/draft.ts';
import { knownCampaign } from '../campaigns/known-campaign.ts';
import { members } from '../campaigns/members.ts';
import { preview } from '../campaigns/preview.ts';
import { remove } from '../campaigns/remove.ts';
import { people } from '../campaigns/results.ts';
import { report } from '../reports/report.ts';
import { sendTest } from '../campaigns/send-test.ts';
import { launch, start } from '../campaigns/start.ts';
import { would } from '../campaigns/would.ts';
import { change } from '../leads/change-input.ts';
import { listWaiting, stopWaiting, waitingInput } from '../leads/waiting.ts';
import { mustReachBeyondOneLead } from '../leads/suppressions.ts';
import { idInput, instantInput, leadRef } from '../procedures/instant-input.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { amount, emailAddress, inputValues, key, money, text, whole } from '../procedures/values.ts';
import { keysOf } from '../procedures/zod-keys.ts';

const campaign = z.strictObject({ campaignId: idInput });

const whom = campaign.extend({
  leadId: leadRef.optional(),
  /** An account, by its id or its domain. */
  account: text('name').optional(),
});
const because = text('line');

const whyNot = ({ reason, ...lead }: { readonly leadId: string; readonly email: string; readonly reason: string | null }) => ({
  ...lead,
  code: reason ?? 'other',
  text: reason === null ? 'another reason' : codeInWords(reason),
});

const holdoutPercent = whole(0, MOST_HELD_OUT);

/** What a campaign says before it starts. */
const drafted = {
  audience: audienceInput.optional(),
  /** Everybody is meant only if somebody says so. */
  everybody: z.boolean().default(false),
  cost: money.default(0),
  spreadDays: amount(365).default(0),
  jitterHours: amount(168).default(0),
  again: z.boolean().default(false),
  /** Of 100 leads that may enter, how many get nothing, so that the effect can be measured. */
  holdoutPercent: holdoutPercent.default(0),
};
const about = {
  name: text('name'),
  program: key.optional(),
  /** Instead of a program: the email that each lead gets once. */
  email: key.optional(),
  input: inputValues.default({}),
};

/** Campaigns: a program, or a single email, for an audience. */
export const campaigns = router({
  /** Drafts a campaign: it can change, and nobody gets anything. */
  draft: procedureFor('marketer')
    .input(z.strictObject({ ...about, ...drafted }))
    .mutation(async ({ ctx, input: { everybody, ...order } }) => {
      const chosen = audienceChosen(
        order.audience === undefined ? undefined : await readAudience(ctx, order.audience),
        everybody,
      );
      const save = (trx: Trx) => draft(trx, ctx, { ...order, audience: chosen });
      const campaignId = await despiteClashes(() => ctx.db.transaction().execute(save));
      return {
        campaignId,
        next: 'Its preview shows who would get it, and a test sends it to you. Nothing goes out until you start it.',
      };
    }),

  /** Changes a draft; of a campaign that was started, only the cost. */
  update: procedureFor('marketer')
    .input(
      campaign.extend({
        name: about.name.optional(),
        audience: drafted.audience,
        everybody: z.boolean().default(false),
        cost: money.optional(),
        spreadDays: amount(365).optional(),
        jitterHours: amount(168).optional(),
        again: z.boolean().optional(),
        holdoutPercent: holdoutPercent.optional(),
      }),
    )
    .mutation(async ({ ctx, input: { everybody, ...changes } }) => {
      const chosen = audienceChosen(
        changes.audience === undefined ? undefined : await readAudience(ctx, changes.audience),
        everybody,
      );
      return await update(ctx, { ...changes, audience: chosen });
    }),

  /** Removes a draft, or a campaign that has enrolled nobody; its name is free again. */
  remove: procedureFor('marketer')
    .input(campaign)
    .mutation(async ({ ctx, input }) => await remove(ctx, input.campaignId)),

  /** Who would get what a draft is about, who would not and why, and what it would bring, simulated with a sample: emails a day, first emails, work for reps. Nothing is written and nothing is sent. */
  preview: procedureFor('marketer', 'manager')
    .input(campaign.extend({ days: whole(0, 90).default(30) }))
    .query(async ({ ctx, input }) => await preview(ctx, input)),

  /** A page of the leads behind a number of `preview`: those who would get it, those who would not (for one reason, or for any), or those in another campaign. */
  would: procedureFor('marketer', 'manager')
    .input(
      campaign.extend({
        not: z.literal(true).optional(),
        because: text('sentence').optional(),
        runsIn: text('name').optional(),
        ...pageInput,
      }),
    )
    .query(async ({ ctx, input }) => await would(ctx, input)),

  /** Sends an email of the campaign to an address as a test; no ledger knows of it. */
  test: procedureFor('marketer')
    .input(campaign.extend({ to: emailAddress, email: key.optional() }))
    .mutation(async ({ ctx, input }) => await sendTest(ctx, input)),

  /** Starts a draft, if as many leads enter now as expected: 0 if all wait for the end of another campaign. They begin at a date, or now, spread over days. */
  start: procedureFor('marketer')
    .input(campaign.extend({ expect: whole(0, 10_000_000), at: instantInput.optional(), spreadDays: amount(365).optional() }))
    .mutation(async ({ ctx, input: { at, ...order } }) => await start(ctx, { ...order, startsAt: at, by: ctx.principal.name })),

  /** Drafts a campaign and starts it at once, for those who know whom it reaches. */
  launch: procedureFor('marketer')
    .input(z.strictObject({ ...about, ...drafted, expect: whole(0, 10_000_000).optional() }))
    .mutation(async ({ ctx, input: { everybody, ...order } }) => {
      const chosen = audienceChosen(
        order.audience === undefined ? undefined : await readAudience(ctx, order.audience),
        everybody,
      );
      return await launch(ctx, { ...order, audience: chosen, by: ctx.principal.name });
    }),

  /** Adds leads to a running campaign; a rep adds one of their own. */
  add: procedureFor('marketer', 'rep', 'manager')
    .input(
      z.union([
        campaign.extend({ audience: audienceInput, again: z.boolean().default(false) }),
        campaign.extend({ leadId: leadRef, again: z.boolean().default(false) }),
      ]),
    )
    .mutation(async ({ ctx, input }) => {
      const { campaignId, again } = input;
      if (!('leadId' in input)) mustReachBeyondOneLead(ctx.principal.role);
      const chosen = await readAudience(ctx, 'leadId' in input ? { leadIds: [input.leadId] } : input.audience);
      return await addLeads(ctx, { campaignId, audience: chosen, byName: 'leadId' in input, again, by: ctx.principal.name });
    }),

  /** Holds the marketing emails of a campaign: for all its leads, for an account, or for one lead. */
  pause: procedureFor('marketer', 'rep', 'manager')
    .input(whom.extend({ because, until: instantInput.optional() }))
    .mutation(async ({ ctx, input }) => await pause(ctx, input)),

  /** Lets a campaign go on that was paused. Nothing goes out twice. */
  resume: procedureFor('marketer', 'rep', 'manager')
    .input(whom)
    .mutation(async ({ ctx, input }) => await resume(ctx, input)),

  /** Ends a campaign: for all its leads, which can't be taken back, for an account, or for one lead. */
  stop: procedureFor('marketer', 'rep', 'manager')
    .input(whom.extend({ because }))
    .mutation(async ({ ctx, input }) => await stop(ctx, input)),

  /** A campaign: its state, what holds it, how far it has come, and its input with who changed it when and why. */
  get: procedureFor('marketer', 'manager', 'rep')
    .input(campaign)
    .query(async ({ ctx, input }) => await describe(ctx, input.campaignId)),

  /** Changes the input of a campaign. Leads that wait for a moment in it wait until its new instant, or go on at once. */
  change: procedureFor('marketer')
    .input(campaign.extend({ input: inputValues, because }))
    .mutation(
      async ({ ctx, input: { campaignId, input: values, because: why } }) =>
        await change(ctx, { campaignId }, { values, because: why, by: ctx.principal.name }),
    ),

  /** A page of campaigns, newest first. */
  list: procedureFor('marketer', 'manager', 'rep')
    .input(z.strictObject(pageInput).prefault({}))
    .query(async ({ ctx, input }) => pageOf(await listCampaigns(ctx.db, ctx.clock.now(), input), input, ({ id }) => id)),

  /** A page of the leads of a campaign, with what each waits for, or why it does not get it. */
  members: procedureFor('marketer', 'manager')
    .input(
      campaign.extend({
        where: z
          .strictObject({ is: z.enum(keysOf<Membership>(memberships)), track: key, because: key, leadId: leadRef })
          .partial()
          .default({}),
        ...pageInput,
      }),
    )
    .query(async ({ ctx, input }) => await members(ctx, input)),

  /** What was sent and what came of it, by email, by its versions, or by the stage of the leads. */
  results: procedureFor('marketer', 'manager')
    .input(campaign.extend({ by: z.enum(['email', 'variant', 'stage']).default('email'), anew: z.boolean().optional() }))
    .query(async ({ ctx, input }) => await report(ctx, 'campaigns.results', input)),

  /** The leads behind a number of `results`. */
  people: procedureFor('marketer', 'manager')
    .input(
      campaign.extend({
        content: key.optional(),
        persona: key.nullable().optional(),
        measure: z.enum(keysOf<Measure>(measures)).optional(),
        because: key.optional(),
        stage: key.optional(),
        group: z.enum(groups).optional(),
        cameTo: z.enum(lifted).optional(),
        ...pageInput,
      }),
    )
    .query(async ({ ctx, input }) => await people(ctx, input)),

  /** A page of the leads that could not enter the campaign, with the reason. */
  notEnrolled: procedureFor('marketer')
    .input(campaign.extend(pageInput))
    .query(async ({ ctx, input }) => {
      const { id } = await knownCampaign(ctx, input.campaignId);
      const rows = await refusedBy(ctx.db, id, input);
      return pageOf(rows.map(whyNot), input, ({ leadId }) => leadId);
    }),

  /** The enrolments that wait until their leads' present program ends, the oldest first; `after` is the id of the last one before. */
  waiting: procedureFor('marketer', 'manager')
    .input(waitingInput)
    .query(async ({ ctx, input }) => await listWaiting(ctx, input)),

  /** Takes a lead off that list: it will not enter the campaign when its present program ends. `campaigns.add` undoes it. */
  stopWaiting: procedureFor('marketer')
    .input(campaign.extend({ leadId: leadRef }))
    .mutation(async ({ ctx, input }) => await stopWaiting(ctx, ctx.principal, input)),
});

import { z } from 'zod';
import type { Principal } from '../../db/system/api-keys.ts';
import { leadsOutOfReach, parkedLeads, touchesInDoubt } from '../../db/system/operations.ts';
import { settleInDoubt } from '../../db/touches/touch-settle.ts';
import { attend } from '../../services/intake/attend.ts';
import { unattended } from '../leads/unattended.ts';
import { askLead } from '../leads/ask-lead.ts';
import { providerUse } from '../../db/leads/enrichment.ts';
import { acceptDomainAnswers } from '../../db/leads/domain-answers.ts';
import { undoNoMail } from '../../services/leads/undo-no-mail.ts';
import { outboxBacklog } from '../../db/system/backlog.ts';
import { stuckLeads } from '../../db/leads/stuck-leads.ts';
import { alertKinds } from '../../db/alerts/alert-kinds.ts';
import { alertTallies } from '../../db/alerts/tally.ts';
import { DAY } from '../../domain/time/duration.ts';
import { troubleNow } from '../../db/touches/sending-trouble.ts';
import { troubleSpec } from '../../domain/contact/sending-trouble.ts';
import { healthOf } from '../health/health.ts';
import { forgetNow, retention } from '../health/retention.ts';
import { idInput, leadRef, madeId } from '../procedures/instant-input.ts';
import { ourName } from '../procedures/redact.ts';
import { Refusal } from '../procedures/refusal.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { startAgain, stopEverything } from '../campaigns/everything.ts';
import { stopped } from '../campaigns/stopped.ts';
import { installation } from '../health/installation.ts';
import { leadsOnBuild } from '../health/leads-on-build.ts';
import { overview } from '../health/overview.ts';
import { key, text, whole } from '../procedures/values.ts';
import { inIso } from '../procedures/iso.ts';

// Temporal must not contain names.
const actor = ({ repId, id }: Principal): string => repId ?? id;

const page = z.strictObject(pageInput).prefault({});
// Without a lane, it is about the lead's main program.
const order = z.strictObject({ id: madeId, leadId: leadRef, lane: key.optional().meta(ourName) });

/** Operations. */
export const ops = router({
  /** Stops everything that goes to leads, on every channel. Alerts to reps go on, and so do waits and tasks. */
  stopEverything: procedureFor('marketer', 'manager')
    .input(z.strictObject({ because: text('line') }))
    .mutation(async ({ ctx, input }) => await stopEverything(ctx, input.because)),

  /** Lets sending go on after `stopEverything`. */
  startAgain: procedureFor('marketer').mutation(async ({ ctx }) => await startAgain(ctx)),

  /** Who stopped all sending, when and why; null while nobody has. */
  stopped: procedureFor('marketer', 'manager', 'rep').query(async ({ ctx }) => await stopped(ctx)),

  /**
   * What operators watch: counts, and for how many seconds the oldest case has been there; the results of the emails of the last 24
   * hours, and how fast emails go out.
   */
  overview: procedureFor().query(async ({ ctx }) => await overview(ctx)),

  /** A page of leads whose program stopped at an error; they wait for `retry` or `moveTo`. */
  parked: procedureFor()
    .input(page)
    .query(async ({ ctx, input }) => {
      const leads = await parkedLeads(ctx.db, input);
      return pageOf(
        leads.map((lead) => inIso(lead, 'since')),
        input,
        ({ enrolmentId }) => enrolmentId,
      );
    }),

  /** Runs a parked visit again. */
  retry: procedureFor()
    .input(order)
    .mutation(async ({ ctx, input: { id, leadId, lane } }) => {
      const payload = { id, by: actor(ctx.principal), at: ctx.clock.now() };
      const event = { kind: 'retried', by: ctx.principal.name, data: {} } as const;
      return await askLead(ctx, { leadId, lane, update: { name: 'retry', payload }, event });
    }),

  /** Moves a lead to a track of its main program, or of its side program in a lane. */
  moveTo: procedureFor()
    .input(order.extend({ track: key.meta(ourName) }))
    .mutation(async ({ ctx, input: { id, leadId, lane, track } }) => {
      const payload = { id, by: actor(ctx.principal), at: ctx.clock.now(), track };
      const event = { kind: 'moved', by: ctx.principal.name, data: { track } } as const;
      return await askLead(ctx, { leadId, lane, update: { name: 'moveTo', payload }, event });
    }),

  /** Whom and what nobody looks after, each with its age, its cause and what to do; and how many leads are where. Nothing is the rule. */
  unattended: procedureFor('marketer', 'manager')
    .input(z.strictObject({ anew: z.boolean().optional() }).prefault({}))
    .query(async ({ ctx, input }) => await unattended(ctx, input.anew)),

  /** Gives leads that nobody looks after to the standing program or a rep. `ops.unattended` lists the rest, for a person to decide. */
  attend: procedureFor('marketer', 'manager').mutation(async ({ ctx: { db, policy, newId, clock } }) => {
    const done = await attend(db, policy, newId, clock.now());
    return { ...done, next: done.left === 0 ? 'Nothing is left to decide.' : 'A person has to decide about the rest.' };
  }),

  /** A page of stuck leads, with the place in the code and what to do. */
  stuck: procedureFor()
    .input(page)
    .query(async ({ ctx, input }) => {
      const leads = await stuckLeads(ctx.db, input);
      return pageOf(
        leads.map((lead) => inIso(lead, 'since')),
        input,
        ({ enrolmentId }) => enrolmentId,
      );
    }),

  /** A page of touches that may or may not have been sent. */
  inDoubt: procedureFor()
    .input(z.strictObject({ ...pageInput, after: key.optional() }).prefault({}))
    .query(async ({ ctx, input }) => {
      const touches = await touchesInDoubt(ctx.db, input);
      return pageOf(
        touches.map((touch) => inIso(touch, 'claimedAt')),
        input,
        (touch) => touch.key,
      );
    }),

  /** What prevents emails from being sent, with what to do, and the leads whom the email server can't reach. */
  sending: procedureFor().query(async ({ ctx: { db } }) => {
    const [trouble, notReachable] = await Promise.all([troubleNow(db), leadsOutOfReach(db)]);
    return {
      trouble: trouble ? { ...trouble, ...troubleSpec(trouble.channel, trouble.because) } : null,
      notReachable: notReachable.map((lead) => inIso(lead, 'since', 'triedAgainAt')),
    };
  }),

  /** Settles a touch in doubt, after a person has checked the email server's log. */
  settle: procedureFor()
    .input(z.strictObject({ key, state: z.enum(['accepted', 'refused']) }))
    .mutation(async ({ ctx, input: { key: touch, state } }) => {
      const { db, clock, principal } = ctx;
      const at = clock.now();
      const leadId = await settleInDoubt(db, { key: touch, state, at, because: 'settledByHand', by: principal.name });
      if (leadId === undefined)
        throw new Refusal('CONFLICT', `The touch ${touch} is not in doubt.`, {
          code: 'notInDoubt',
          value: touch,
          todo: 'Reload the list.',
        });
      return {
        state,
        leadId,
        next: state === 'accepted' ? 'It now counts as sent.' : 'It now counts as not sent, and is not sent again.',
      };
    }),

  /** The state of the installation, part by part, with what to do. */
  health: procedureFor().query(async ({ ctx }) => await healthOf(ctx)),

  /** What runs: the processes, the builds of the workers' code with how many leads run on each, and the version of the database. */
  installation: procedureFor().query(async ({ ctx }) => await installation(ctx)),

  /** A page of the leads that run on a build of the workers' code, as `installation` counts them. */
  leadsOnBuild: procedureFor()
    .input(z.strictObject({ buildId: key, after: text('sentence').optional(), limit: whole(1, 1_000).default(100) }))
    .query(async ({ ctx, input }) => await leadsOnBuild(ctx, input)),

  /** The results of the alerts to reps in the last days, and how many seconds they took. */
  alerts: procedureFor('manager')
    .input(z.strictObject({ days: whole(1, 366).default(30) }).prefault({}))
    .query(async ({ ctx: { db, clock }, input: { days } }) => {
      const tallies = await alertTallies(db, clock.now() - days * DAY);
      return tallies.map((tally) => ({ ...tally, label: alertKinds[tally.kind].label }));
    }),

  /** Messages that have not reached their leads: how many, for how long, and why. */
  outbox: procedureFor().query(async ({ ctx }) => await outboxBacklog(ctx.db)),

  /** How long each kind of data stays, what is too old, and what the last night removed. */
  retention: procedureFor()
    .input(z.strictObject({ anew: z.boolean().optional() }).prefault({}))
    .query(async ({ ctx, input }) => await retention(ctx, input.anew)),

  /** Removes what is too old now, as each night does. It can't be undone. */
  forgetOld: procedureFor().mutation(async ({ ctx }) => await forgetNow(ctx, ctx.principal)),

  /** For each enrichment provider: how often it was asked, how often it knew the answer, how often it failed, and the cost. */
  providers: procedureFor('marketer', 'manager').query(async ({ ctx }) => await providerUse(ctx.db)),

  /** Confirms, after a check by a person, that the domains without email indeed take none. Their leads are turned away. */
  trustDomains: procedureFor().mutation(async ({ ctx }) => {
    return { domains: await acceptDomainAnswers(ctx.db), next: 'From now on, leads of these domains are turned away.' };
  }),

  /** Reverts the disqualification of leads of a campaign, or of an import, whose domain seemed to take no email. */
  undoNoMail: procedureFor()
    .input(z.union([z.strictObject({ campaignId: idInput }), z.strictObject({ importId: idInput })]))
    .mutation(async ({ ctx, input }) => {
      const { db, clock, newId, principal } = ctx;
      const time = { at: clock.now(), clock: clock.spec, by: principal.name };
      const leads = await db.transaction().execute(async (trx) => await undoNoMail(trx, newId, input, time));
      return { entered: leads.size, next: 'These leads continue in their program.' };
    }),
});

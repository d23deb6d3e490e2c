import { z } from 'zod';
import { funnelWay } from '../../domain/lead/funnel.ts';
import { YEAR } from '../../domain/time/duration.ts';
import { dateOrInstant, idInput, instantOf, mustLieAhead } from '../procedures/instant-input.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { someMoney, text, whole } from '../procedures/values.ts';
import { definitions } from '../reports/definitions.ts';
import { emailColumns } from '../reports/emails.ts';
import { feedbackColumns } from '../reports/feedback.ts';
import { leadColumn, scopeInput } from '../reports/input.ts';
import { moneyColumns } from '../reports/money.ts';
import { monthOf } from '../reports/months.ts';
import { people } from '../reports/people.ts';
import { planReport } from '../reports/plan.ts';
import { report } from '../reports/report.ts';
import { slaColumns } from '../reports/sales.ts';
import { shownForecast } from '../reports/simulated/shown.ts';

const ask = () => procedureFor('marketer', 'manager');
const scope = scopeInput.prefault({});

/** Numbers. Each has a key under `people`; `reports.people` lists its leads by that key. */
export const reports = router({
  /** How far the leads of a cohort came: for each stage the rate, the median days, and where the others are and why. */
  funnel: ask()
    .input(scopeInput.extend({ by: leadColumn.optional() }).prefault({}))
    .query(async ({ ctx, input }) => await report(ctx, 'funnel', input)),

  /** How many leads are in each stage and track now. */
  now: ask()
    .input(scope)
    .query(async ({ ctx, input }) => await report(ctx, 'now', input)),

  /** How many of the leads in programs became ready for sales, by month; the last year by default. */
  ready: ask()
    .input(scope)
    .query(async ({ ctx, input }) => await report(ctx, 'ready', input)),

  /** What marketing and sales delivered to each other, compared with what they agreed, and why sales did not take leads. */
  agreement: ask()
    .input(scope)
    .query(async ({ ctx, input }) => await report(ctx, 'agreement', input)),

  /** How many tasks met their SLA, how fast reps acted, and which rungs the other tasks reached. */
  sla: ask()
    .input(scopeInput.extend({ by: z.enum(slaColumns).default('sla') }).prefault({}))
    .query(async ({ ctx, input }) => await report(ctx, 'sla', input)),

  /** The results of the emails and texts that were due in the span. */
  emails: ask()
    .input(scopeInput.extend({ by: z.enum(emailColumns).default('content') }).prefault({}))
    .query(async ({ ctx, input }) => await report(ctx, 'emails', input)),

  /** How far the leads of each source got, and how they ended. */
  sources: ask()
    .input(scope)
    .query(async ({ ctx, input }) => await report(ctx, 'sources', input)),

  /** How many messages a lead got before it first reached a stage. */
  touches: ask()
    .input(scopeInput.extend({ stage: z.enum(funnelWay).default('mql') }).prefault({}))
    .query(async ({ ctx, input }) => await report(ctx, 'touches', input)),

  /** Opportunities, revenue and cost. */
  money: ask()
    .input(scopeInput.extend({ by: z.enum(moneyColumns).default('campaign') }).prefault({}))
    .query(async ({ ctx, input }) => await report(ctx, 'money', input)),

  /** How many leads a revenue goal needs, and by when, based on your own rates. */
  plan: ask()
    .input(scopeInput.omit({ from: true, to: true, days: true, ago: true }).extend({ revenue: someMoney, by: dateOrInstant }))
    .query(async ({ ctx, input: { revenue, by: day, ...input } }) => {
      const now = ctx.clock.now();
      const zone = ctx.settings.defaultZone;
      const by = instantOf(zone, day);
      mustLieAhead('by', by, { now, most: 10 * YEAR });
      const { countedAt, ...known } = await report(ctx, 'experience', input);
      return { ...planReport(known, { revenue, by, now, zone }), countedAt };
    }),

  /**
   * What to expect next month, or so many months ahead, from the months before: emails, leads ready for sales, calls by rep. For the next
   * month, `simulated` says what the simulator expects of the leads that are known now.
   */
  forecast: ask()
    .input(z.strictObject({ ahead: whole(1, 12).default(1), anew: z.boolean().optional() }).prefault({}))
    .query(async ({ ctx, input }) => {
      const saved = await report(ctx, 'forecast', input);
      const month = monthOf(ctx.settings.defaultZone, ctx.clock.now(), input.ahead);
      // An answer that was saved in the month before is about another month.
      const counted = saved.month === month ? saved : await report(ctx, 'forecast', { ...input, anew: true });
      return { ...counted, simulated: input.ahead === 1 ? await shownForecast(ctx, month, input.anew) : null };
    }),

  /** The answers of leads, counted. */
  answers: ask()
    .input(scope)
    .query(async ({ ctx, input }) => await report(ctx, 'answers', input)),

  /** How sales rated leads, what resonated and fell flat, and why deals were won and lost: by the email that the lead had reacted to last, or by something else. */
  feedback: ask()
    .input(scopeInput.extend({ by: z.enum(feedbackColumns).default('content') }).prefault({}))
    .query(async ({ ctx, input }) => await report(ctx, 'feedback', input)),

  /** The leads that were passed to sales and those that were held back in the last week, with advice about the threshold. */
  review: ask()
    .input(scope)
    .query(async ({ ctx, input }) => await report(ctx, 'review', input)),

  /** What each threshold of interest would have done about the leads that were won and lost, by model. */
  backtest: ask()
    .input(scope)
    .query(async ({ ctx, input }) => await report(ctx, 'backtest', input)),

  /** What the stages mean, and when a lead is ready for sales. */
  definitions: ask().query(({ ctx }) => definitions(ctx.policy)),

  /** The leads behind a number of a report. */
  people: ask()
    .input(z.strictObject({ of: text('words'), after: idInput.optional(), limit: whole(1, 1_000).default(100) }))
    .query(async ({ ctx, input }) => await people(ctx, input)),
});

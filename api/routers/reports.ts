import { z } from 'zod';
import { procedureFor, router } from '../procedures/trpc.ts';
import { idInput } from '../procedures/instant-input.ts';
import { text, whole } from '../procedures/values.ts';
import { funnelReport } from '../reports/funnel.ts';
import { leadColumn, scopeInput, scopeOf } from '../reports/input.ts';
import { people } from '../reports/people.ts';

const ask = () => procedureFor('marketer', 'manager');

/** Numbers. Each one has a key under `people`, with which `reports.people` lists its leads. */
export const reports = router({
  /** How far the leads of a cohort came: for each stage the rate, the median days, and where the others are and why. */
  funnel: ask()
    .input(scopeInput.extend({ by: leadColumn.optional() }).prefault({}))
    .query(async ({ ctx, input: { by, ...scope } }) => await funnelReport(ctx, scopeOf(ctx, scope), by)),

  /** The leads behind a number of a report. */
  people: ask()
    .input(z.strictObject({ of: text('words'), after: idInput.optional(), limit: whole(1, 1_000).default(100) }))
    .query(async ({ ctx, input }) => await people(ctx, input)),
});

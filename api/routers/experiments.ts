import { z } from 'zod';
import { holdouts } from '../campaigns/holdout.ts';
import { decide, resume, abTests } from '../content/ab-tests.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { key } from '../procedures/values.ts';

const one = z.strictObject({ content: key });

/** Tests of two versions of an email: its subject (`subjectB` in its file), or its text and format (`NAME.b.mjml`). `content.results` has the numbers of one. */
export const experiments = router({
  /** The tests: what came of each version in the last 90 days, with intervals, what can be said, and what was decided. */
  list: procedureFor('marketer', 'manager').query(async ({ ctx }) => await abTests(ctx)),

  /** The newest campaigns with a holdout: their leads next to those that got nothing, with an interval, and what can be said. `campaigns.people` has the leads. */
  holdouts: procedureFor('marketer', 'manager').query(async ({ ctx }) => await holdouts(ctx)),

  /** Ends a test at once: everybody gets that version from now on. What is decided holds as long as there are these two. */
  decide: procedureFor('marketer')
    .input(one.extend({ subject: z.enum(['a', 'b']) }))
    .mutation(async ({ ctx, input }) => await decide(ctx, ctx.principal.name, input)),

  /** Undoes a decision, so that the test continues. */
  resume: procedureFor('marketer')
    .input(one)
    .mutation(async ({ ctx, input }) => await resume(ctx, input)),
});

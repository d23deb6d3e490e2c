import { z } from 'zod';
import { decide, resume, subjectTests } from '../content/subject-tests.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { key } from '../procedures/values.ts';

const one = z.strictObject({ content: key });

/** Tests of two subjects of an email (`subjectB` in its file). `content.results` has the numbers of one. */
export const experiments = router({
  /** The tests: what came of each subject in the last 90 days, with intervals, what can be said, and what was decided. */
  list: procedureFor('marketer', 'manager').query(async ({ ctx }) => await subjectTests(ctx)),

  /** Ends a test at once: everybody gets that subject from now on. What is decided holds as long as the file has these two subjects. */
  decide: procedureFor('marketer')
    .input(one.extend({ subject: z.enum(['a', 'b']) }))
    .mutation(async ({ ctx, input }) => await decide(ctx, ctx.principal.name, input)),

  /** Undoes a decision, so that the test continues. */
  resume: procedureFor('marketer')
    .input(one)
    .mutation(async ({ ctx, input }) => await resume(ctx, input)),
});

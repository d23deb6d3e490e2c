import { z } from 'zod';
import { importById, listImports, rejectionsOf } from '../../db/leads/imports.ts';
import { idInput } from '../procedures/instant-input.ts';
import { notFound } from '../procedures/refusal.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { whole } from '../procedures/values.ts';

const one = z.strictObject({ importId: idInput });

/** Imports that have ended or are running. */
export const imports = router({
  /** Newest first. */
  list: procedureFor('marketer')
    .input(z.strictObject({ limit: whole(1, 1_000).default(100) }).prefault({}))
    .query(async ({ ctx, input }) => await listImports(ctx.db, input.limit)),

  /** The progress of an import, its result, and how its file was read. */
  get: procedureFor('marketer', 'intake')
    .input(one)
    .query(async ({ ctx, input: { importId } }) => {
      const found = await importById(ctx.db, importId);
      if (!found) throw notFound('import', importId);
      return found;
    }),

  /** Rejected rows and cells, in the order of the file; `after` is the `n` of the last one on the previous page. */
  rejects: procedureFor('marketer')
    .input(
      one.extend({
        after: whole(0).default(0),
        limit: whole(1, 10_000).default(1_000),
        costs: z.enum(['row', 'cell']).optional(),
      }),
    )
    .query(async ({ ctx, input: { importId, costs, ...page } }) => await rejectionsOf(ctx.db, importId, { ...page, costs })),
});

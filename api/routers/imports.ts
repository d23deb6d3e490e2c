import { z } from 'zod';
import { importById, listImports, rejectionsOf } from '../../db/leads/imports.ts';
import { fieldsWith } from '../import/fields.ts';
import { basisInput, columnFields, importFields, sourceInput } from '../import/import-input.ts';
import { importLeads } from '../import/import-leads.ts';
import { textSource } from '../import/source.ts';
import { tableOf, tableOfObjects } from '../import/table.ts';
import { idInput } from '../procedures/instant-input.ts';
import { notFound } from '../procedures/refusal.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { csvFile, rowsOfFile, whole } from '../procedures/values.ts';
import { inIso } from '../procedures/iso.ts';

const one = z.strictObject({ importId: idInput });

/** Files of leads: imports that have ended or are running. */
export const imports = router({
  /** Shows what an import of a file would do, with the columns and their proposed fields; saves nothing. */
  preview: procedureFor('marketer', 'intake')
    .input(
      z.strictObject({
        csv: csvFile,
        ...importFields,
        ...columnFields,
        source: sourceInput.default('preview'),
        consentBasis: basisInput.default('none'),
      }),
    )
    .mutation(async ({ ctx, input: { csv: text, ...order } }) => {
      const table = await tableOf(textSource(text));
      return {
        ...(await importLeads(ctx, { ...order, table, importedBy: ctx.principal.name, dryRun: true })),
        next: 'Nothing is saved yet. Check which column is which, then import the file.',
        fields: fieldsWith(ctx.policy.fields),
      };
    }),

  /** Imports a file. Source and consent basis are required; `none` saves the leads, but they get no emails. */
  run: procedureFor('marketer', 'intake')
    .input(
      z.strictObject({
        file: z.union([z.strictObject({ csv: csvFile }), z.strictObject({ rows: rowsOfFile })]),
        ...importFields,
        ...columnFields,
        /** Does everything and returns the result, but saves nothing. */
        dryRun: z.boolean().default(false),
      }),
    )
    .mutation(async ({ ctx, input: { file, ...order } }) => {
      const table = 'csv' in file ? await tableOf(textSource(file.csv)) : tableOfObjects(file.rows);
      const result = await importLeads(ctx, { ...order, table, importedBy: ctx.principal.name });
      const next = order.dryRun
        ? 'Nothing is saved.'
        : `To send them something, make a campaign with the audience "in import ${result.importId}".`;
      return { ...result, next };
    }),

  /** A page of imports, newest first. */
  list: procedureFor('marketer')
    .input(z.strictObject(pageInput).prefault({}))
    .query(async ({ ctx, input }) => {
      const found = await listImports(ctx.db, input);
      return pageOf(
        found.map((one) => inIso(one, 'at')),
        input,
        ({ id }) => id,
      );
    }),

  /** The progress of an import, its result, and how its file was read. */
  get: procedureFor('marketer', 'intake')
    .input(one)
    .query(async ({ ctx, input: { importId } }) => {
      const found = await importById(ctx.db, importId);
      if (!found) throw notFound('import', importId);
      return inIso(found, 'at');
    }),

  /** Rejected rows and cells, in the order of the file; `after` is the `n` of the last one on the previous page. */
  rejections: procedureFor('marketer')
    .input(
      one.extend({
        after: whole(0).default(0),
        limit: whole(1, 10_000).default(1_000),
        costs: z.enum(['row', 'cell']).optional(),
      }),
    )
    .query(async ({ ctx, input: { importId, ...page } }) => {
      if (!(await importById(ctx.db, importId))) throw notFound('import', importId);
      return pageOf(await rejectionsOf(ctx.db, importId, page), page, ({ n }) => n);
    }),
});

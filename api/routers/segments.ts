import { z } from 'zod';
import { listSegments } from '../../db/audience/segments.ts';
import { addressesIn } from '../audience/addresses.ts';
import { audienceInput } from '../audience/read-audience.ts';
import { count, explain, remove, save, shown } from '../audience/segments.ts';
import { leadRef } from '../procedures/instant-input.ts';
import { notFound } from '../procedures/refusal.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { text } from '../procedures/values.ts';

const one = z.strictObject({ name: text('name') });

/** Audiences with a name, and what an audience is: an expression over everything that is known of leads. */
export const segments = router({
  /** Saves an audience with a name, or changes the one that has it, and counts its leads. */
  save: procedureFor('marketer')
    .input(one.extend({ audience: audienceInput }))
    .mutation(async ({ ctx, input }) => await save(ctx, { ...input, by: ctx.principal.name })),

  /** A page of segments, by their names; `after` is the last name on the previous page. */
  list: procedureFor('marketer', 'manager')
    .input(z.strictObject({ ...pageInput, after: text('name').optional() }).prefault({}))
    .query(async ({ ctx, input }) => {
      const { after = '', limit } = input;
      const all = (await listSegments(ctx.db)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
      const rest = all.filter(({ name }) => name > after).slice(0, limit);
      return pageOf(
        rest.map((one) => shown(one, all)),
        input,
        ({ name }) => name,
      );
    }),

  /** A segment, in words and as an expression. */
  get: procedureFor('marketer', 'manager')
    .input(one)
    .query(async ({ ctx, input: { name } }) => {
      const all = await listSegments(ctx.db);
      const segment = all.find((each) => each.name === name);
      if (!segment) throw notFound('segment', name);
      return shown(segment, all);
    }),

  /** Removes a segment that no other one names. */
  remove: procedureFor('marketer')
    .input(one)
    .mutation(async ({ ctx, input: { name } }) => {
      await remove(ctx, name);
      return { removed: name, next: 'The name is free again.', undo: 'segments.save' as const };
    }),

  /** How many leads an audience has now. */
  count: procedureFor('marketer', 'manager')
    .input(z.strictObject({ audience: audienceInput }))
    .query(async ({ ctx, input: { audience } }) => await count(ctx, audience)),

  /** Finds the addresses in a pasted text: those of leads, as an audience in words, those that we don't know, and those that can't be read. */
  addresses: procedureFor('marketer')
    .input(z.strictObject({ pasted: text('words') }))
    .query(async ({ ctx, input }) => await addressesIn(ctx, input.pasted)),

  /** Why a lead is in an audience, or is not: each term with whether it is true, and what is known of the lead. */
  explain: procedureFor('marketer', 'manager', 'rep')
    .input(z.strictObject({ leadId: leadRef, audience: audienceInput }))
    .query(async ({ ctx, input }) => await explain(ctx, input)),
});

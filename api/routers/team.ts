import { z } from 'zod';
import { idInput, instantInput } from '../procedures/instant-input.ts';
import { away, back, leaves, list, load } from '../tasks/team.ts';
import { procedureFor, router } from '../procedures/trpc.ts';

/** The people of a team, for its manager; an admin sees and does it for all teams. */
export const team = router({
  /** The reps with their ids, and when they are away. */
  list: procedureFor('manager').query(async ({ ctx }) => await list(ctx)),

  /** The open tasks of each rep, how many they can hold, and what nobody has. */
  load: procedureFor('manager').query(async ({ ctx }) => await load(ctx)),

  /** A rep is away: what can't wait goes to the cover, else to whom routing chooses. */
  away: procedureFor('manager')
    .input(z.strictObject({ rep: idInput, from: instantInput, to: instantInput, cover: idInput.optional() }))
    .mutation(async ({ ctx, input }) => await away(ctx, input)),

  /** A rep is back. */
  back: procedureFor('manager')
    .input(z.strictObject({ rep: idInput }))
    .mutation(async ({ ctx, input: { rep } }) => await back(ctx, rep)),

  /** A rep leaves: their keys open nothing, and what they have goes to one rep, or is spread. */
  leave: procedureFor('manager')
    .input(z.strictObject({ rep: idInput, to: idInput.optional() }))
    .mutation(async ({ ctx, input }) => await leaves(ctx, input)),
});

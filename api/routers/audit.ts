import { z } from 'zod';
import { listActs } from '../../db/system/audit.ts';
import { instantInput } from '../procedures/instant-input.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { text } from '../procedures/values.ts';
import { inIso } from '../procedures/iso.ts';

const word = text('name');

/** Who did what. */
export const audit = router({
  /**
   * A page of mutations, newest first. `principal` is a name, or the id of a key; `action` a procedure; `subject` the id of what was
   * changed.
   */
  list: procedureFor()
    .input(
      z
        .strictObject({
          principal: word,
          action: word,
          subject: word,
          from: instantInput,
          until: instantInput,
        })
        .partial()
        .extend(pageInput)
        .prefault({}),
    )
    .query(async ({ ctx, input }) => {
      const acts = await listActs(ctx.db, input);
      return pageOf(
        acts.map((act) => inIso(act, 'at')),
        input,
        ({ id }) => id,
      );
    }),
});

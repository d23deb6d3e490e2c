import { z } from 'zod';
import { listActs } from '../../db/system/audit.ts';
import { idInput, instantInput } from '../procedures/instant-input.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { text, whole } from '../procedures/values.ts';
import { inIso } from '../procedures/iso.ts';

const word = text('name');

/** Who did what. */
export const audit = router({
  /**
   * A page of mutations, newest first. `principal` is a name, or the id of a key; `action` a procedure; `subject` the id of what was
   * changed; `before` the id of the last one on the previous page.
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
          before: idInput,
        })
        .partial()
        .extend({ limit: whole(1, 1_000).default(100) })
        .prefault({}),
    )
    .query(async ({ ctx, input }) => (await listActs(ctx.db, input)).map((act) => inIso(act, 'at'))),
});

import { z } from 'zod';
import { listActs } from '../../db/system/audit.ts';
import { namesOfLeads } from '../../db/leads/lead-name.ts';
import { leadIdOf } from '../procedures/lead-id.ts';
import { actInWords, acts } from '../rest/act-in-words.ts';
import { idInput, instantInput, leadRef } from '../procedures/instant-input.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { text } from '../procedures/values.ts';
import { inIso } from '../procedures/iso.ts';

const word = text('name');
const isUuid = (subject: string): boolean => idInput.safeParse(subject).success;

/** Who did what. */
export const audit = router({
  /**
   * A page of mutations, newest first. `principal` is a name, or the id of a key; `action` a procedure; `subject` the id of what was
   * changed, or the address of a lead. `text` says in words what the act does, `leads` whom it concerns.
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
      const { subject } = input;
      const lead = leadRef.safeParse(subject).data;
      const found = await listActs(ctx.db, { ...input, subject: (lead && (await leadIdOf(ctx.db, lead))) ?? subject });
      const leads = await namesOfLeads(
        ctx.db,
        found.flatMap(({ subjects }) => subjects.filter((id) => isUuid(id))),
      );
      return pageOf(
        found.map((act) => ({
          ...inIso(act, 'at'),
          text: actInWords(act.action),
          leads: leads.filter(({ id }) => act.subjects.includes(id)),
        })),
        input,
        ({ id }) => id,
      );
    }),

  /** The acts that people can do, each with its name and what it does, for those who look for one. */
  acts: procedureFor().query(() => acts),
});

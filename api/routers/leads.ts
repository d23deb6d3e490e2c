import { z } from 'zod';
import { seniorities, type Seniority } from '../../domain/people/persona.ts';
import { actInput, actOf } from '../leads/act-input.ts';
import { capture } from '../leads/capture.ts';
import { ownerOfNew } from '../leads/owner-of-new.ts';
import { personaNamed } from '../procedures/policy-names.ts';
import { erase } from '../leads/erase.ts';
import { give } from '../leads/give.ts';
import { merge, unmerge } from '../leads/merge.ts';
import { move } from '../leads/move.ts';
import { note, removeNote } from '../leads/notes.ts';
import { correct } from '../leads/correct.ts';
import { basisInput, correctedFields, fieldsInput, leadInput, sourceInput } from '../import/import-input.ts';
import { idInput, instantInput, leadRef, repRef } from '../procedures/instant-input.ts';
import { send } from '../leads/send.ts';
import { recycle, takeBack } from '../leads/take-back.ts';
import { remove } from '../leads/remove.ts';
import { ourName } from '../procedures/redact.ts';
import { whatFollows } from '../leads/what-follows.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { key, text } from '../procedures/values.ts';
import { keysOf } from '../procedures/zod-keys.ts';

const name = text('name');

/** The leads, and what people do with them. */
export const leads = router({
  /** Saves one lead, and what it did. Reps own whom they add, and may add to those of their own leads only. */
  add: procedureFor('marketer', 'intake', 'rep', 'manager')
    .input(
      z.strictObject({
        lead: leadInput,
        fields: fieldsInput.optional(),
        source: sourceInput,
        consentBasis: basisInput,
        engagement: actInput.optional(),
        /** The id of the campaign that they enter, once; by default, that of the standing program of the source. */
        into: idInput.optional(),
        /** For a double opt-in that is still to be confirmed: the sentence they agreed to, and where; saved as proof. */
        consent: z
          .strictObject({ wording: text('sentence'), page: text(), ip: text('name'), agent: text() })
          .partial()
          .optional(),
      }),
    )
    .mutation(async ({ ctx, input: { engagement, ...order } }) => {
      const added = await capture(ctx, {
        ...order,
        // A system that says what they agreed to reports an act of theirs; a colleague's entry is none.
        agreedNow: ctx.principal.role === 'intake' && order.consent?.wording !== undefined,
        key: ctx.principal.name,
        ownerId: await ownerOfNew(ctx, ctx.principal, order.lead.email),
        engagement: engagement && actOf(ctx, engagement),
      });
      return { ...added, next: await whatFollows(ctx, added) };
    }),

  /** Sends a prepared email of the app to a lead, in the name of the rep who asks. */
  send: procedureFor('marketer', 'rep', 'manager')
    .input(z.strictObject({ leadId: leadRef, content: key }))
    .mutation(async ({ ctx, input }) => await send(ctx, input)),

  /** Takes a lead back from sales to nurture. */
  takeBack: procedureFor('marketer')
    .input(z.strictObject({ id: idInput.optional(), leadId: leadRef, because: text() }))
    .mutation(async ({ ctx, input }) => await takeBack(ctx, ctx.principal, input)),

  /**
   * Gives a lead back from sales to nurture, for one of the reasons of the policy: it says how long the lead rests, where nurture
   * continues, and which rep gets the lead next. `until` is for reasons that need a date.
   */
  recycle: procedureFor('marketer', 'manager')
    .input(z.strictObject({ leadId: leadRef, reason: key.meta(ourName), until: instantInput.optional() }))
    .mutation(async ({ ctx, input }) => await recycle(ctx, ctx.principal, input)),

  /**
   * Gives a lead to a rep; null removes the owner. By default, the rep also gets its open tasks that their team works; `work` says who
   * gets which instead. The answer says who had them: give them back to take it back.
   */
  give: procedureFor('marketer', 'manager')
    .input(
      z.strictObject({
        leadId: leadRef,
        rep: repRef.nullable(),
        work: z
          .array(z.strictObject({ taskId: idInput, to: idInput.nullable() }))
          .max(100)
          .optional(),
      }),
    )
    .mutation(async ({ ctx, input }) => await give(ctx, input)),

  /** Removes a lead who was added by mistake: nothing was sent to them, they did nothing, and nobody worked on them. */
  remove: procedureFor('marketer', 'manager')
    .input(z.strictObject({ leadId: leadRef }))
    .mutation(async ({ ctx, input }) => await remove(ctx, input.leadId)),

  /**
   * Erases a person from every table, because they ask for it (GDPR, article 17). Their program ends; ids, codes and times stay for the
   * numbers. It can't be undone. `dryRun` counts the rows.
   */
  erase: procedureFor('manager')
    .input(z.strictObject({ leadId: leadRef, dryRun: z.boolean().default(false) }))
    .mutation(async ({ ctx, input }) => await erase(ctx, ctx.principal, input)),

  /**
   * Makes two leads one: what was sent to `drop`, what it did, its tasks, deals and notes go over to `keep`, and so does whatever comes from
   * its address. The better source of each field wins, and the more restrictive consent. `dryRun` shows what would become of them;
   * `leads.unmerge` takes it back.
   */
  merge: procedureFor('marketer', 'manager')
    .input(z.strictObject({ keep: leadRef, drop: leadRef, dryRun: z.boolean().default(false) }))
    .mutation(async ({ ctx, input }) => await merge(ctx, ctx.principal, input)),

  /** Undoes the latest merge into a lead; both are as before. */
  unmerge: procedureFor('marketer', 'manager')
    .input(z.strictObject({ leadId: leadRef }))
    .mutation(async ({ ctx, input }) => await unmerge(ctx, ctx.principal, input.leadId)),

  /**
   * Corrects a lead; null deletes a value. The answer says what was before and what is now. A new address keeps what the person closed, and
   * what comes from the old one is still theirs; that of another lead is refused. `company` is a domain, or the name of one without.
   */
  update: procedureFor('marketer', 'rep', 'manager')
    .input(
      z
        .strictObject({
          leadId: leadRef,
          email: text('name'),
          company: name.nullable(),
          firstName: name.nullable(),
          lastName: name.nullable(),
          title: name.nullable(),
          phone: name.nullable(),
          /** A code or a name. */
          country: name.nullable(),
          state: name.nullable(),
          zone: name,
          persona: key,
          seniority: z.enum(keysOf<Seniority>(seniorities)),
          fields: correctedFields,
        })
        .partial()
        .required({ leadId: true }),
    )
    .mutation(
      async ({ ctx, input: { persona, ...input } }) =>
        await correct(ctx, ctx.principal, { ...input, persona: persona === undefined ? undefined : personaNamed(ctx, persona) }),
    ),

  /** Moves a lead to another track of its program. The answer names the track that it was in, to move it back. */
  move: procedureFor('marketer', 'manager')
    .input(z.strictObject({ leadId: leadRef, track: key.meta(ourName) }))
    .mutation(async ({ ctx, input }) => await move(ctx, ctx.principal, input.leadId, input.track)),

  /** Writes down something about a lead. Everyone who works with the lead reads it, in its story and in its tasks. */
  note: procedureFor('marketer', 'rep', 'manager')
    .input(z.strictObject({ leadId: leadRef, text: text('words') }))
    .mutation(async ({ ctx, input }) => await note(ctx, ctx.principal, input)),

  /** Removes one's own note within ten minutes. */
  removeNote: procedureFor('marketer', 'rep', 'manager')
    .input(z.strictObject({ noteId: idInput }))
    .mutation(async ({ ctx, input }) => await removeNote(ctx, ctx.principal, input.noteId)),
});

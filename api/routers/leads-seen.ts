import { z } from 'zod';
import { duplicateLeads, duplicatesOf } from '../../db/leads/duplicate-leads.ts';
import { heldLeads } from '../../db/leads/leads.ts';
import { codeInWords } from '../../domain/text/code-in-words.ts';
import { everythingAbout } from '../leads/erase.ts';
import { find } from '../leads/find.ts';
import { list, listInput } from '../leads/list.ts';
import { leadRef } from '../procedures/instant-input.ts';
import { sentMessage } from '../leads/sent.ts';
import { scoreOf } from '../leads/lead-score.ts';
import { statusInIso, statusOf } from '../leads/lead-status.ts';
import { wholeLead } from '../leads/whole-lead.ts';
import { wayOut } from '../pages/way-out.ts';
import { whyOf } from '../leads/why.ts';
import { storyOf } from '../story/story.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { key, text, whole } from '../procedures/values.ts';
import { inIso } from '../procedures/iso.ts';

const page = z.strictObject(pageInput).prefault({});

/** What is known about leads: these procedures change nothing. */
export const leads = router({
  /** The best matches for an address, a phone number, a name, a company, or the beginnings of them. */
  find: procedureFor('marketer', 'rep', 'manager')
    .input(z.strictObject({ text: text(), limit: whole(1, 50).default(10) }))
    .query(async ({ ctx, input }) => await find(ctx, ctx.principal, input)),

  /**
   * A page of leads; `where` combines its filters with "and", `after` is the id of the last lead on the previous page. Reps and managers
   * get the leads that their team works.
   */
  list: procedureFor('marketer', 'rep', 'manager')
    .input(listInput)
    .query(async ({ ctx, input }) => await list(ctx, ctx.principal, input)),

  /** All of a lead on one page: person, company, consents, score, program, owner, tasks, notes and the end of the story. */
  get: procedureFor('marketer', 'rep', 'manager')
    .input(z.strictObject({ leadId: leadRef }))
    .query(async ({ ctx, input }) => await wholeLead(ctx, ctx.principal, input.leadId)),

  /** The state of a lead, what it waits for, and whether we may contact it. */
  status: procedureFor('marketer', 'rep', 'manager')
    .input(z.strictObject({ leadId: leadRef }))
    .query(async ({ ctx, input }) => statusInIso(await statusOf(ctx, input.leadId))),

  /** The fit and interest of a lead with their terms, by the deciding model and by the others. */
  score: procedureFor('marketer', 'rep', 'manager')
    .input(z.strictObject({ leadId: leadRef }))
    .query(async ({ ctx, input }) => await scoreOf(ctx, input.leadId)),

  /** Everything that happened to a lead, in order, in words. */
  story: procedureFor('marketer', 'rep', 'manager')
    .input(z.strictObject({ leadId: leadRef }))
    .query(async ({ ctx, input }) => (await storyOf(ctx, input.leadId)).map((line) => inIso(line, 'at'))),

  /** One message of a lead: its text, what the lead did with it, and why it went out or did not. Lines of `leads.story` give its `touch`. */
  sent: procedureFor('marketer', 'rep', 'manager')
    .input(z.strictObject({ leadId: leadRef, touch: key }))
    .query(async ({ ctx, input }) => await sentMessage(ctx, input)),

  /** Why a lead is where it is: its wait and what would end it, what led there, its score, the route of its tasks, and all refusals. */
  why: procedureFor('marketer', 'rep', 'manager')
    .input(z.strictObject({ leadId: leadRef }))
    .query(async ({ ctx, input }) => await whyOf(ctx, input.leadId)),

  /** Leads that may not get emails because a consent basis is missing; each with what can be done. */
  held: procedureFor('marketer')
    .input(page)
    .query(async ({ ctx, input }) => {
      const leads = await heldLeads(ctx.db, input);
      return pageOf(
        leads.map((lead) => ({
          ...inIso(lead, 'confirmableUntil'),
          text: codeInWords(lead.held ?? ''),
          wayOut: wayOut(lead),
        })),
        input,
        ({ id }) => id,
      );
    }),

  /**
   * Leads who may be one person, for `leads.merge`: with the same phone number, the same name at the same company, or the same mailbox in
   * another spelling. With a lead, only those that it is one of. `after` is the `next` of the previous page.
   */
  duplicates: procedureFor('marketer', 'manager')
    .input(z.strictObject({ leadId: leadRef.optional(), ...pageInput }).prefault({}))
    .query(async ({ ctx, input }) =>
      input.leadId === undefined
        ? await duplicateLeads(ctx.db, input)
        : { items: await duplicatesOf(ctx.db, input.leadId), next: undefined },
    ),

  /** Everything that is held about a person, by table (GDPR, articles 15 and 20). */
  export: procedureFor('manager')
    .input(z.strictObject({ leadId: leadRef }))
    .query(async ({ ctx, input }) => await everythingAbout(ctx, input.leadId)),
});

import { z } from 'zod';
import { failingAddresses } from '../../db/contact/address-refusals.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { listMails } from '../../db/mail/incoming-mails.ts';
import { idInput } from '../procedures/instant-input.ts';
import { assignMail, dismissMail, mailOf } from '../mail/decide-mail.ts';
import type { IncomingMail } from '../mail/read-mail.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { whole } from '../procedures/values.ts';

const page = z.strictObject({ limit: whole(1, 500).default(100) }).prefault({});
const one = z.strictObject({ id: idInput });

/** Characters of the bytes of a message that are shown; all of them stay in the database. */
const MOST_SHOWN = 100_000;

/** Of other people's leads a rep reads nothing. */
const onlyOf = ({ role, repId }: Principal): string | undefined => (role === 'rep' ? (repId ?? NOBODY) : undefined);
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Mail that came in, and what a person has to decide about it. */
export const mail = router({
  /**
   * Messages that fit no lead for certain, the newest first: `because` says why, and `leadId` whose they may be. A rep sees
   * those about their own leads.
   */
  unmatched: procedureFor('marketer', 'manager', 'rep')
    .input(page)
    .query(
      async ({ ctx, input: { limit } }) => await listMails(ctx.db, { state: 'unmatched', ofRep: onlyOf(ctx.principal), limit }),
    ),

  /** Messages that no reader can read. */
  unreadable: procedureFor('marketer', 'manager')
    .input(page)
    .query(async ({ ctx, input: { limit } }) => await listMails(ctx.db, { state: 'unreadable', limit })),

  /** Bounces by which servers refuse our mail for what we are or send. */
  againstUs: procedureFor('marketer', 'manager')
    .input(page)
    .query(
      async ({ ctx, input: { limit } }) => await listMails(ctx.db, { state: 'read', kind: 'bounce', because: 'ours', limit }),
    ),

  /** Addresses that refuse mail again and again for reasons that pass. */
  failing: procedureFor('marketer', 'manager')
    .input(page)
    .query(async ({ ctx, input: { limit } }) => await failingAddresses(ctx.db, limit)),

  /** One message, as it came in and as it was read. */
  get: procedureFor('marketer', 'manager', 'rep')
    .input(one)
    .query(async ({ ctx, input: { id } }) => {
      const { raw, receivedAt, message, ...found } = await mailOf(ctx, id, onlyOf(ctx.principal));
      const shown = raw?.subarray(0, MOST_SHOWN).toString('latin1') ?? null;
      return { ...found, receivedAt: receivedAt.getTime(), message: message as IncomingMail | null, raw: shown };
    }),

  /** A message that waited is this lead's. */
  assign: procedureFor('marketer', 'manager')
    .input(one.extend({ leadId: idInput }))
    .mutation(async ({ ctx, input }) => await assignMail(ctx, { ...input, by: ctx.principal.name })),

  /** There is nothing to do about a message that waited. */
  dismiss: procedureFor('marketer', 'manager')
    .input(one)
    .mutation(async ({ ctx, input }) => await dismissMail(ctx, { ...input, by: ctx.principal.name })),
});

import { z } from 'zod';
import { failingAddresses } from '../../db/contact/address-refusals.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { returnedSince } from '../../db/engagements/returned.ts';
import { listMails } from '../../db/mail/incoming-mails.ts';
import { idInput, leadRef } from '../procedures/instant-input.ts';
import { assignMail, dismissMail, mailOf } from '../mail/decide-mail.ts';
import type { IncomingMail } from '../mail/read-mail.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { inIso, iso } from '../procedures/iso.ts';
import { whole } from '../procedures/values.ts';
import { mailBlames } from '../../domain/contact/mail-status.ts';
import { DAY } from '../../domain/time/duration.ts';

const page = z.strictObject(pageInput).prefault({});
const one = z.strictObject({ id: idInput });

/** The most characters of a message's raw bytes that are shown; the database has all of them. */
const MOST_SHOWN = 100_000;

/** A rep may read messages about their own leads only. */
const onlyOf = ({ role, repId }: Principal): string | undefined => (role === 'rep' ? (repId ?? NO_REP) : undefined);
const NO_REP = '00000000-0000-0000-0000-000000000000';

async function mails({ db }: Pick<ApiDeps, 'db'>, filter: Parameters<typeof listMails>[1]) {
  const found = await listMails(db, filter);
  return pageOf(
    found.map((mail) => inIso(mail, 'receivedAt')),
    filter,
    ({ id }) => id,
  );
}

/** Incoming email, and what a person has to decide about it. */
export const mail = router({
  /**
   * Messages that fit no lead for certain, newest first: `because` is the reason, and `leadId` the possible lead. A rep sees those about
   * their own leads.
   */
  unmatched: procedureFor('marketer', 'manager', 'rep')
    .input(page)
    .query(async ({ ctx, input }) => await mails(ctx, { state: 'unmatched', ofRep: onlyOf(ctx.principal), ...input })),

  /** Messages that could not be read. */
  unreadable: procedureFor('marketer', 'manager')
    .input(page)
    .query(async ({ ctx, input }) => await mails(ctx, { state: 'unreadable', ...input })),

  /** Bounces in which servers refuse our emails because of the sender or the content. */
  againstUs: procedureFor('marketer', 'manager')
    .input(page)
    .query(async ({ ctx, input }) => await mails(ctx, { state: 'read', kind: 'bounce', because: 'ours', ...input })),

  /** A page of the emails that bounced in the last days, or that their leads complained about, newest first. */
  returned: procedureFor('marketer', 'manager')
    .input(z.strictObject({ ...pageInput, what: z.enum(['bounces', 'complaints']), days: whole(1, 366).default(1) }))
    .query(async ({ ctx: { db, clock }, input: { days, ...input } }) => {
      const found = await returnedSince(db, { ...input, since: clock.now() - days * DAY });
      return pageOf(
        found.map((one) => ({ ...inIso(one, 'at'), text: one.bounce === null ? undefined : mailBlames[one.bounce].label })),
        input,
        ({ id }) => id,
      );
    }),

  /** Addresses that keep refusing email for temporary reasons. */
  failing: procedureFor('marketer', 'manager')
    .input(page)
    .query(async ({ ctx, input }) => {
      const failing = await failingAddresses(ctx.db, input);
      return pageOf(
        failing.map((one) => ({ ...inIso(one, 'firstAt', 'lastAt'), text: mailBlames[one.blame].label })),
        input,
        ({ leadId }) => leadId,
      );
    }),

  /** One message, raw and as it was read. */
  get: procedureFor('marketer', 'manager', 'rep')
    .input(one)
    .query(async ({ ctx, input: { id } }) => {
      const { raw, receivedAt, message, ...found } = await mailOf(ctx, id, onlyOf(ctx.principal));
      const shown = raw?.subarray(0, MOST_SHOWN).toString('latin1') ?? null;
      return { ...found, receivedAt: iso(receivedAt), message: message as IncomingMail | null, raw: shown };
    }),

  /** Assigns a waiting message to a lead. */
  assign: procedureFor('marketer', 'manager')
    .input(one.extend({ leadId: leadRef }))
    .mutation(async ({ ctx, input }) => await assignMail(ctx, { ...input, by: ctx.principal.name })),

  /** Dismisses a waiting message. */
  dismiss: procedureFor('marketer', 'manager')
    .input(one)
    .mutation(async ({ ctx, input }) => await dismissMail(ctx, { ...input, by: ctx.principal.name })),
});

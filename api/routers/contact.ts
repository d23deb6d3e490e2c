import { z } from 'zod';
import { suppressionReasons, type SuppressionReason } from '../../domain/contact/suppression.ts';
import { apiRoles } from '../../domain/people/roles.ts';
import { mustHoldAccount } from '../campaigns/brake.ts';
import { closeLeadChannel } from '../leads/close-lead-channel.ts';
import { historyOf } from '../leads/consent-history.ts';
import { closeFor, open } from '../leads/suppressions.ts';
import { idInput, instantInput, leadRef } from '../procedures/instant-input.ts';
import { channelOrAll } from '../procedures/policy-names.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { key, text } from '../procedures/values.ts';
import { keysOf } from '../procedures/zod-keys.ts';

const closing = z.strictObject({
  reason: z.enum(keysOf<SuppressionReason>(suppressionReasons)),
  /** Every channel, if none is named. */
  channel: key.optional(),
  until: instantInput.optional(),
});

/** Why a channel of one lead is closed by hand; the other reasons follow from something that happened. */
const leadReasons = ['unsubscribed', 'doNotContact', 'legal', 'hold'] as const satisfies readonly SuppressionReason[];

/** Whom we may contact, and since when. */
export const contact = router({
  /** Everything a lead agreed to, confirmed, withdrew, closed and reopened, with proof; marketers also see where it came from. */
  history: procedureFor('marketer', 'rep', 'manager')
    .input(z.strictObject({ leadId: leadRef }))
    .query(async ({ ctx, input }) => {
      const full = apiRoles[ctx.principal.role].changes === 'all';
      return await historyOf(ctx, input.leadId, { full });
    }),

  /**
   * Closes a channel: of a lead who asked for it, or whom a rep holds until a date; or for an account, a domain with its subdomains, an
   * address in all its spellings, or everybody.
   */
  close: procedureFor('marketer', 'rep', 'manager')
    .input(
      z.union([
        z.strictObject({
          leadId: leadRef,
          channel: key,
          reason: z.enum(leadReasons),
          until: instantInput.optional(),
        }),
        closing.extend({ accountId: idInput }),
        /** A domain that many share, such as gmail.com, is closed only for who says that they mean it. */
        closing.extend({ domain: text(), everybodyThere: z.boolean().default(false) }),
        closing.extend({ address: text() }),
        closing.extend({ everybody: z.literal(true) }),
      ]),
    )
    .mutation(async ({ ctx, input }) => {
      if ('accountId' in input && ctx.principal.role === 'rep') await mustHoldAccount(ctx, input.accountId);
      const channel = input.channel === undefined ? undefined : channelOrAll(ctx, input.channel);
      return 'leadId' in input
        ? await closeLeadChannel(ctx, ctx.principal, { ...input, channel: channel ?? 'all' })
        : await closeFor(ctx, ctx.principal, { ...input, channel });
    }),

  /** Opens what was closed: a rep's hold, an account, a domain. Only the person can take back their own opt-out. */
  open: procedureFor('marketer', 'rep', 'manager')
    .input(z.strictObject({ id: idInput }))
    .mutation(async ({ ctx, input }) => await open(ctx, ctx.principal, input.id)),
});

import { z } from 'zod';
import { listSuppressions } from '../../db/contact/suppression-list.ts';
import { suppressionReasons, type SuppressionReason } from '../../domain/contact/suppression.ts';
import { suppressionScopes, type SuppressionScope } from '../../domain/contact/suppression-scope.ts';
import { idInput, instantInput, leadRef } from '../procedures/instant-input.ts';
import { badRequest } from '../procedures/refusal.ts';
import { lift, setSuppression } from '../leads/suppressions.ts';
import { channelOrAll } from '../procedures/policy-names.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { key, text, whole } from '../procedures/values.ts';
import { keysOf } from '../procedures/zod-keys.ts';

const reason = z.enum(keysOf<SuppressionReason>(suppressionReasons));

/** Whom we do not contact. */
export const suppressions = router({
  /** A page of suppressions, by id; with a lead, all those that apply to it, whatever their scope. A rep must name a lead. */
  list: procedureFor('marketer', 'rep', 'manager')
    .input(
      z
        .strictObject({
          leadId: leadRef.optional(),
          scope: z.enum(keysOf<SuppressionScope>(suppressionScopes)).optional(),
          reason: reason.optional(),
          past: z.boolean().default(false),
          after: idInput.optional(),
          limit: whole(1, 1_000).default(100),
        })
        .prefault({}),
    )
    .query(async ({ ctx, input }) => {
      if (ctx.principal.role === 'rep' && input.leadId === undefined)
        throw badRequest('leadMissing', 'A rep can see the suppressions of one lead only.', undefined, 'Set leadId.');
      return await listSuppressions(ctx.db, input, ctx.clock.now());
    }),

  /** Closes a channel for an account, a domain with its subdomains, an address in all its spellings, or everybody. */
  set: procedureFor('marketer', 'manager')
    .input(
      z.strictObject({
        whom: z.union([
          z.strictObject({ accountId: idInput }),
          z.strictObject({ domain: text() }),
          z.strictObject({ address: text() }),
          z.strictObject({ everybody: z.literal(true) }),
        ]),
        reason,
        channel: key.optional(),
        until: instantInput.optional(),
      }),
    )
    .mutation(
      async ({ ctx, input }) =>
        await setSuppression(ctx, ctx.principal, {
          ...input,
          channel: input.channel === undefined ? undefined : channelOrAll(ctx, input.channel),
        }),
    ),

  /** Lifts a suppression: a rep's hold, an account's, a domain's. Only the person can take back their own opt-out. */
  lift: procedureFor('marketer', 'rep', 'manager')
    .input(z.strictObject({ id: idInput }))
    .mutation(async ({ ctx, input }) => await lift(ctx, ctx.principal, input.id)),
});

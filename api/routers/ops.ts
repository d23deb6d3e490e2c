import { z } from 'zod';
import type { Principal } from '../../db/api-keys.ts';
import { funnel, leadsOutOfReach, parkedLeads, settleInDoubt, touchesInDoubt } from '../../db/operations.ts';
import { askLead } from '../ask-lead.ts';
import { troubleNow } from '../../db/sending-trouble.ts';
import { sendingTroubles } from '../../domain/sending-trouble.ts';
import { idInput } from '../instant-input.ts';
import { ourName } from '../redact.ts';
import { Refusal } from '../refusal.ts';
import { procedureFor, router } from '../trpc.ts';

// The engine keeps no names.
const actor = ({ repId, id }: Principal): string => repId ?? id;

const order = z.strictObject({ id: idInput, leadId: idInput });

/** What keeps the house running. */
export const ops = router({
  /** Leads whose program stopped at an error; they wait for `retry` or `moveTo`. */
  parked: procedureFor().query(async ({ ctx }) => await parkedLeads(ctx.db)),

  /** Lets a parked visit run again. */
  retry: procedureFor()
    .input(order)
    .mutation(async ({ ctx, input: { id, leadId } }) => {
      const payload = { id, by: actor(ctx.principal), at: ctx.clock.now() };
      return await askLead(ctx, { leadId, update: { name: 'retry', payload } });
    }),

  /** Sends a lead to a track of its program. */
  moveTo: procedureFor()
    .input(order.extend({ track: z.string().min(1).max(100).meta(ourName) }))
    .mutation(async ({ ctx, input: { id, leadId, track } }) => {
      const payload = { id, by: actor(ctx.principal), at: ctx.clock.now(), track };
      return await askLead(ctx, { leadId, update: { name: 'moveTo', payload } });
    }),

  /** Touches of which nobody knows whether they went out. */
  inDoubt: procedureFor().query(async ({ ctx }) => await touchesInDoubt(ctx.db)),

  /** What keeps mail from going out, with what to do, and the leads whom this mail server can't reach. */
  sending: procedureFor().query(async ({ ctx: { db } }) => {
    const [trouble, notReachable] = await Promise.all([troubleNow(db), leadsOutOfReach(db)]);
    return { trouble: trouble ? { ...trouble, ...sendingTroubles[trouble.because] } : null, notReachable };
  }),

  /** Somebody has looked into the mail server's log. */
  settle: procedureFor()
    .input(z.strictObject({ key: z.string(), state: z.enum(['accepted', 'refused']) }))
    .mutation(async ({ ctx, input: { key, state } }) => {
      const { db, clock } = ctx;
      const at = clock.now();
      if (!(await settleInDoubt(db, { key, state, at, because: 'settledByHand' })))
        throw new Refusal('CONFLICT', `The touch ${key} is not in doubt.`, {
          code: 'notInDoubt',
          value: key,
          todo: 'Load the list again.',
        });
      return { state };
    }),

  funnel: procedureFor('marketer', 'manager').query(async ({ ctx }) => await funnel(ctx.db)),
});

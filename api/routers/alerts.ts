import { z } from 'zod';
import { alertKinds, type AlertKind } from '../../db/alerts/alert-kinds.ts';
import { prefer, unwantedBy } from '../../db/alerts/preferences.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import { repOf } from '../procedures/rights.ts';
import { procedureFor, router } from '../procedures/trpc.ts';

const all = kindsOf(alertKinds);

/** The emails that tell the caller about their tasks. */
export const alerts = router({
  /** Each kind of alert, and whether the caller gets it. */
  preferences: procedureFor('rep', 'manager').query(async ({ ctx }) => {
    const unwanted = await unwantedBy(ctx.db, repOf(ctx));
    return all.map((kind) => ({ kind, label: alertKinds[kind].label, wanted: !unwanted.has(kind) }));
  }),

  /** Turns a kind of alert on or off for the caller. */
  prefer: procedureFor('rep', 'manager')
    .input(z.strictObject({ kind: z.enum(all as [AlertKind, ...AlertKind[]]), wanted: z.boolean() }))
    .mutation(async ({ ctx, input: { kind, wanted } }) => {
      await prefer(ctx.db, repOf(ctx), kind, wanted);
      const { label } = alertKinds[kind];
      return { kind, wanted, next: wanted ? `You get emails about this: ${label}.` : `You get no emails about this: ${label}.` };
    }),
});

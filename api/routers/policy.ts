import { senders } from '../mail/senders.ts';
import { procedureFor, router } from '../procedures/trpc.ts';

/** How the company works, as far as people choose from it. */
export const policy = router({
  /** The names that forms offer, with their labels: personas, reasons, stages, questions, the tracks of each program. */
  get: procedureFor('rep', 'manager', 'marketer').query(({ ctx: { policy, settings, channels = [] } }) => ({
    personas: labelled(policy.personas),
    recycleReasons: Object.entries(policy.recycle.reasons).map(([code, { label, rest }]) => ({
      code,
      label,
      asksForDate: rest === 'given',
    })),
    dealStages: labelled(policy.deals.stages),
    currency: policy.deals.currency,
    callGuide: named(policy.callGuide),
    /** The questions of the guide without which a lead is not handed over. */
    guideMinimum: policy.guideMinimum,
    dealReview: named(policy.dealReview),
    channels: ['email', 'phone', ...channels.map(({ id }) => id)],
    tracks: Object.entries(settings.programs).map(([program, { tracks = {} }]) => ({ program, tracks: Object.keys(tracks) })),
  })),

  /** In whose name emails go out, at which pace, and the health of the domain that they come from. DNS is asked now. */
  senders: procedureFor('marketer', 'manager').query(async ({ ctx }) => await senders(ctx)),
});

const labelled = (table: Readonly<Record<string, { readonly label: string }>>) =>
  Object.entries(table).map(([code, { label }]) => ({ code, label }));

const named = (table: Readonly<Record<string, string>>) => Object.entries(table).map(([code, label]) => ({ code, label }));

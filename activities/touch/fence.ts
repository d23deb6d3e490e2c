import { touchStillGoes } from '../../db/touches/touch-fence.ts';
import type { SendRate } from '../../db/touches/send-rates.ts';
import { COUNTED } from '../../domain/contact/frequency.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Consent } from '../../domain/contact/consent.ts';
import type { MayGo } from '../../domain/contact/send-outcome.ts';
import type { AnyTouchOrder } from '../contract.ts';
import type { Deps } from '../deps.ts';
import type { Delivery, Ready } from './delivery.ts';
import type { Ledger } from './ledger.ts';
import type { Slots } from './slots.ts';
import { isStillTrue } from './still-true.ts';

interface Checked {
  readonly delivery: Delivery;
  readonly owner: string;
  readonly at: Instant;
  readonly isMarketing: boolean;
  readonly consents: readonly Consent[];
  readonly email: string;
  /** How many messages to the lead the check knew of. */
  readonly sent: number;
  readonly ready: Ready;
  /** The rates from which it takes its token at the fence. */
  readonly rates: readonly SendRate[];
}

/**
 * The fence: the point after which a touch counts as sent. Before it, an opt-out stops the touch.
 * @returns what passes it; to be called as late as the channel can, which is when a server waits for the first byte
 */
export function fence({ db, settings }: Deps, ledger: Ledger, slots: Slots, order: AnyTouchOrder, checked: Checked): MayGo {
  const touch = { ...touchOf(order, checked), leaseSeconds: settings.limits.leaseSeconds };
  let mayBePassed = false;
  const passes = async (): Promise<boolean> => {
    if (mayBePassed) return await touchStillGoes(db, touch);
    mayBePassed = true;
    const { hasPassed, owed } = await ledger.fence(touch);
    slots.owe(owed);
    mayBePassed = hasPassed;
    return hasPassed;
  };
  // If Postgres does not answer, the touch may have passed. Nothing is sent then, and settling it takes that back.
  return () => isStillTrue(passes).catch(() => false);
}

const touchOf = (
  { key, leadId, campaignId, program, content }: AnyTouchOrder,
  { delivery: { channel, addressedBy }, sent, ready: { messageId, rendered }, ...checked }: Checked,
) => ({
  key,
  leadId,
  campaignId,
  program,
  content,
  channel,
  addressedBy,
  ...checked,
  known: { sent, since: checked.at - COUNTED },
  messageId,
  version: rendered.version,
  persona: rendered.persona === 'default' ? null : rendered.persona,
});

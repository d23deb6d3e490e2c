import { setTimeout as sleep } from 'node:timers/promises';
import { fenceTouch } from '../../db/touches/touch-fence.ts';
import { COUNTED } from '../../domain/contact/frequency.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Consent } from '../../domain/contact/consent.ts';
import type { AnyTouchOrder } from '../contract.ts';
import type { Deps } from '../deps.ts';
import type { Delivery, Ready } from './delivery.ts';

/**
 * `changed`: something that the check read has changed; check again. `lost`: another worker holds the claim now.
 * `wait`: over the rate limit; its slot is reserved and usable in `seconds` (real time).
 */
export type Fenced = { readonly is: 'passed' | 'changed' | 'lost' } | { readonly is: 'wait'; readonly seconds: number };

export interface Fence {
  readonly delivery: Delivery;
  readonly owner: string;
  readonly at: Instant;
  readonly hasSlot: boolean;
  readonly isMarketing: boolean;
  readonly consents: readonly Consent[];
  /** How many messages to the lead the check knew of. */
  readonly sent: number;
  readonly ready: Ready;
}

/** Up to this many real seconds, waiting here is cheaper than a deferral, which costs the lead six events of history. */
const WAIT_HERE = 1;

/** The point after which the touch counts as sent. Before it, an opt-out stops the touch. */
export async function fence(
  { db }: Deps,
  order: AnyTouchOrder,
  { delivery: { channel, addressedBy }, owner, at, hasSlot, isMarketing, consents, sent, ready }: Fence,
): Promise<Fenced> {
  const { messageId, rates, rendered } = ready;
  const asked = {
    key: order.key,
    channel,
    addressedBy,
    leadId: order.leadId,
    campaignId: order.campaignId,
    program: order.program,
    content: order.content,
    known: { sent, since: at - COUNTED },
    owner,
    at,
    messageId,
    isMarketing,
    consents,
    version: rendered.version,
    persona: rendered.persona === 'default' ? null : rendered.persona,
  };
  const first = await fenceTouch(db, { ...asked, rates: hasSlot ? [] : rates });
  if (!waits(first)) return fencedAs(first);
  if (first.wait > WAIT_HERE) return { is: 'wait', seconds: first.wait };
  await sleep(first.wait * 1000);
  return fencedAs(await fenceTouch(db, { ...asked, rates: [] }));
}

type Result = Awaited<ReturnType<typeof fenceTouch>>;

const waits = ({ passed, wait }: Result): boolean => !passed && wait > 0;

const fencedAs = ({ passed, lost }: Result): Fenced => ({ is: passed ? 'passed' : lost ? 'lost' : 'changed' });

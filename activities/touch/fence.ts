import { setTimeout as sleep } from 'node:timers/promises';
import { fenceTouch } from '../../db/touches/touch-fence.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Consent } from '../../domain/contact/consent.ts';
import type { TouchOrder } from '../contract.ts';
import type { Deps } from '../deps.ts';
import type { ReadyMail } from './render.ts';

/**
 * `changed`: what the check knew has changed, look again. `lost`: the claim is somebody else's now.
 * `wait`: the rates let it through in so many real seconds, and it has a place until then.
 */
export type Fenced = { readonly is: 'passed' | 'changed' | 'lost' } | { readonly is: 'wait'; readonly seconds: number };

export interface Fence {
  readonly owner: string;
  readonly at: Instant;
  readonly hasPlace: boolean;
  readonly isMarketing: boolean;
  readonly consents: readonly Consent[];
  readonly ready: ReadyMail;
}

/** Real seconds for which it is cheaper to wait here than to come back: a deferral costs the lead six events of history. */
const WAIT_HERE = 1;

/** The point after which the touch counts as mailed. Until then an opt-out stops it. */
export const fence = async (
  { db, settings }: Deps,
  order: TouchOrder,
  { owner, at, hasPlace, isMarketing, consents, ready }: Fence,
): Promise<Fenced> => {
  const { mail, rendered } = ready;
  const domain = mail.to.address.slice(mail.to.address.lastIndexOf('@') + 1).toLowerCase();
  const rates = [
    { bucket: 'all', perSecond: settings.limits.perSecond },
    { bucket: `domain/${domain}`, perSecond: settings.limits.perDomainPerSecond },
  ];
  const asked = {
    key: mail.key,
    leadId: order.leadId,
    program: order.program,
    content: order.content,
    owner,
    at,
    messageId: mail.messageId,
    isMarketing,
    consents,
    version: rendered.version,
    persona: rendered.persona === 'default' ? null : rendered.persona,
  };
  const first = await fenceTouch(db, { ...asked, rates: hasPlace ? [] : rates });
  if (!waits(first)) return told(first);
  if (first.wait > WAIT_HERE) return { is: 'wait', seconds: first.wait };
  await sleep(first.wait * 1000);
  return told(await fenceTouch(db, { ...asked, rates: [] }));
};

type Told = Awaited<ReturnType<typeof fenceTouch>>;

const waits = ({ passed, wait }: Told): boolean => !passed && wait > 0;

const told = ({ passed, lost }: Told): Fenced => ({ is: passed ? 'passed' : lost ? 'lost' : 'changed' });

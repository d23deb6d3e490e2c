import { noConsentReasons } from '../../domain/contact/consent.ts';
import { own } from '../../domain/text/own.ts';

interface HeldLead {
  readonly held: string | null;
  /** The end of the request that awaits their confirmation. */
  readonly confirmableUntil: Date | null;
}

/** What a marketer can do so that a held lead may get emails. */
export function wayOut({ held, confirmableUntil }: HeldLead): string {
  if (confirmableUntil !== null)
    return `They were asked to confirm, and can until ${confirmableUntil.toISOString().slice(0, 10)}.`;
  return own(noConsentReasons, held ?? '')?.wayOut ?? '';
}

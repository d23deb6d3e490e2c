import { noConsentReasons } from '../../domain/contact/consent.ts';
import { own } from '../../domain/text/own.ts';

interface HeldLead {
  readonly held: string | null;
  /** When the request that waits for their confirmation ends. */
  readonly confirmableUntil: Date | null;
}

/** How a lead that may not be mailed comes to be mailed, for a marketer. */
export const wayOut = ({ held, confirmableUntil }: HeldLead): string => {
  if (confirmableUntil !== null)
    return `They were asked to confirm, and can until ${confirmableUntil.toISOString().slice(0, 10)}.`;
  return own(noConsentReasons, held ?? '')?.wayOut ?? '';
};

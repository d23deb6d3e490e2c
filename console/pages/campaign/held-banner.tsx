import { BrakeBanner } from '../../parts/brake-banner.tsx';
import type { Campaign } from './campaign.ts';

/** While the whole campaign is held: who did it, since when and why. What holds some of its leads is below. */
export function HeldBanner({ campaign: { held } }: { readonly campaign: Campaign }) {
  const brake = held.find(({ accountId, leadId }) => accountId === null && leadId === null);
  return brake && <BrakeBanner brake={brake} what="The campaign" />;
}

import { Banner } from '../../parts/banner.tsx';
import { When } from '../../parts/when.tsx';
import type { Campaign } from './campaign.ts';

const says = {
  pause: { title: 'The campaign is paused.', text: 'No marketing email of it goes out until somebody resumes it.' },
  stop: { title: 'The campaign is stopped.', text: 'Nothing of it goes out any more.' },
} as const;

/** While the whole campaign is held: who did it, since when and why. What holds some of its leads stands below. */
export function HeldBanner({ campaign: { held } }: { readonly campaign: Campaign }) {
  const brake = held.find(({ accountId, leadId }) => accountId === null && leadId === null);
  if (!brake) return null;
  const { title, text } = says[brake.kind === 'stop' ? 'stop' : 'pause'];
  return (
    <Banner label={title} tone="soon">
      <strong>{title}</strong> {text}{' '}
      <small>
        By {brake.by}, <When at={brake.at} />: “{brake.because}”
      </small>
    </Banner>
  );
}

import { kinds } from '../text/kinds.ts';

interface CampaignStateSpec {
  readonly label: string;
}

/** How far a campaign has come. It follows from when it was launched and stopped, from its brakes, and from its leads. */
export const campaignStates = kinds<CampaignStateSpec>()({
  draft: { label: 'a draft: it can change, and nobody gets anything' },
  scheduled: { label: 'has its leads, and begins at its date' },
  running: { label: 'running' },
  paused: { label: 'paused: no marketing email goes out, and waits go on' },
  stopped: { label: 'stopped: its leads have left it, and it can’t be resumed' },
  ended: { label: 'over: nobody is in it any more' },
});

export type CampaignState = keyof typeof campaignStates;

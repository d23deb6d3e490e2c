import { percent } from '../text/words.ts';

/** What happened to the leads that were passed to sales, and how many others were close. */
export interface Passed {
  readonly accepted: number;
  /** Sales gave them back, or did not want them. */
  readonly returned: number;
  /** Leads just below the threshold. */
  readonly close: number;
}

/** Decisions fewer than this say little. */
const ENOUGH = 10;

export interface Advice {
  readonly advice: 'raise' | 'relax' | 'leave' | 'wait';
  readonly text: string;
}

/** Whether the threshold for sales-ready leads should change. @param agreed the share that sales should accept, from 0 to 1 */
export function adviceOn({ accepted, returned, close }: Passed, agreed: number): Advice {
  const decided = accepted + returned;
  if (decided < ENOUGH)
    return {
      advice: 'wait',
      text: `Sales has decided about ${decided} leads; wait for ${ENOUGH} before you change the threshold.`,
    };
  const share = accepted / decided;
  const says = `Sales accepted ${percent(share)} of ${decided} leads, and ${percent(agreed)} are agreed`;
  if (share < agreed) return { advice: 'raise', text: `${says}: raise the threshold, or find out why from the reasons.` };
  if (close > 0) return { advice: 'relax', text: `${says}: relax the threshold; ${close} leads are close to it.` };
  return { advice: 'leave', text: `${says}, and nobody is close to the threshold: leave it.` };
}

import type { Trx } from '../../db/database.ts';
import type { NewEnrolment } from '../../db/campaigns/enrolments.ts';
import type { Expression } from '../../domain/audience/expression.ts';
import { stickyFraction } from '../../domain/text/hash.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { enrol } from '../../services/campaigns/enrol.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { createTally, judged, waitingIn, type Left } from './reckon.ts';

/** How many leads have entered a campaign, and why the others have not. */
export interface Entered {
  readonly enrolled: number;
  /** How many of the others wait for the end of another campaign, and may enter then. */
  readonly waiting: number;
  readonly notEnrolled: readonly Left[];
}

interface Spread {
  readonly id: string;
  /** Days over which the leads enter, so that neither the email server nor a team is flooded. */
  readonly spreadDays: number;
  /** How much each start varies, in hours, so that starts do not coincide. */
  readonly jitterHours: number;
}

interface Campaign extends Spread {
  readonly program: string;
  readonly holdoutPercent: number;
}

interface Whom {
  readonly audience: Expression;
  /** Whether leads that were archived, or were in this campaign before, may come back. */
  readonly again: boolean;
  readonly by: string;
  /** When the first leads begin; now, if missing. */
  readonly startsAt?: Instant;
}

/** How many enrolments a statement is about. */
const TOGETHER = 1_000;

/** Enrols the leads that may enter, and counts the others by the reason. */
export async function enrolAudience(trx: Trx, deps: ApiDeps, campaign: Campaign, whom: Whom): Promise<Entered> {
  const { clock, newId } = deps;
  const { audience, again, by } = whom;
  const at = clock.now();
  const { startsAt = at } = whom;
  const entering: string[] = [];
  const turnedAway: { readonly leadId: string; readonly code: string }[] = [];
  const tally = createTally();
  for await (const page of judged(trx, deps, { ...campaign, content: null, again }, audience))
    for (const { lead, refused } of page) {
      if (!refused) {
        entering.push(lead.id);
        continue;
      }
      tally.add(lead.id, refused);
      // Its earlier enrolment says more than a refusal.
      if (refused.code !== 'wasHere') turnedAway.push({ leadId: lead.id, code: refused.code });
    }
  const starting = entering.map((leadId, n) => {
    const startAt = startsAt + startsAfter(campaign, leadId, n / entering.length);
    return { id: newId(), leadId, outboxId: newId(), startAt };
  });
  const refusals = turnedAway.map(({ leadId, code }) => ({ id: newId(), leadId, outboxId: '', startAt: at, refused: code }));
  const drawsLots = campaign.holdoutPercent > 0;
  const into = { campaignId: campaign.id, program: campaign.program, clock: clock.spec, at, by, drawsLots };
  let enrolled = entering.length;
  for (const some of [...inParts(starting), ...inParts(refusals)])
    for (const [leadId, why] of await enrol(trx, some, into)) {
      tally.add(leadId, why);
      enrolled--;
    }
  return { enrolled, waiting: waitingIn(tally.reasons), notEnrolled: tally.reasons };
}

const inParts = (all: readonly NewEnrolment[]): readonly (readonly NewEnrolment[])[] =>
  Array.from({ length: Math.ceil(all.length / TOGETHER) }, (_, n) => all.slice(n * TOGETHER, (n + 1) * TOGETHER));

/**
 * Distributes starts evenly over the days, and varies each by a jitter that is constant for the lead.
 * @param share where the lead is in its audience, from 0 to 1; by default, as good as at random
 */
export const startsAfter = (
  { id, spreadDays, jitterHours }: Spread,
  leadId: string,
  share = stickyFraction(`${id}/spread/${leadId}`),
): number => Math.round(Math.floor(share * spreadDays) * DAY + stickyFraction(`${id}/${leadId}`) * jitterHours * HOUR);

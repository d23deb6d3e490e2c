import type { Policy } from '../domain/policy/policy.ts';
import { asksAgainAfter, contactability } from '../domain/contact/contactability.ts';
import type { Instant } from '../domain/time/clock.ts';
import type { Channel, MayReach } from '../domain/contact/suppression.ts';
import type { CarriedState } from '../workflows/state.ts';
import type { LastKnown, Worked } from './last-known.ts';
import { leftBySales } from './left-by-sales.ts';
import type { ConsentPolicy } from '../domain/contact/consent-policy.ts';

/** Reconstructs from Postgres, as far as possible, the state that a lead would carry into its last known visit. */
export function carriedState(
  policy: Pick<Policy, 'consent' | 'recycle' | 'dispositions'>,
  known: LastKnown,
  now: Instant,
  because: string,
): CarriedState {
  const { lines, engagements, stage, startAt, tasks } = known;
  const { track, visit, notBefore } = whereNext(known);
  const rests = notBefore !== undefined && notBefore > now;
  const written = 1 + Math.max(-1, ...lines.flatMap((line) => (line.visit === visit ? line.n : [])));
  const how = (kind: string): number => lines.filter((line) => line.kind === kind).length;
  // After a rest, nothing has made the lead ready yet.
  const { kind, at } = (notBefore === undefined && lastTask(known)?.trigger) || {};
  return {
    track,
    visit,
    // The journal line below is the first of the restarted run.
    written,
    notBefore: rests ? notBefore : undefined,
    stage,
    cycle: 1 + how('rested'),
    persona: how('persona') > 0 ? 1 : 0,
    pace: 2 ** how('pace'),
    acquiredAt: startAt,
    ...channels(policy.consent, known, now),
    trigger: kind && at !== undefined ? { kind, at } : undefined,
    ...leftBySales(policy, { tasks, lines }, visit),
    engagements: [...engagements],
    answers: [],
    journal: [
      ...(written === 0 && !rests ? [{ visit, n: 0, at: now, kind: 'entered' as const, to: track }] : []),
      { visit, n: written === 0 && !rests ? 1 : written, at: now, kind: 'resumed', to: track, reason: because },
    ],
  };
}

/** The current visit, or the next visit after a rest or after the current visit's task is closed. */
function whereNext(known: LastKnown): { track: string; visit: number; notBefore?: Instant } {
  const { track, visit, lines } = known;
  const task = lastTask(known);
  const rested = lines.findLast(({ kind }) => kind === 'rested');
  if (rested?.visit === visit) return { track: rested.to!, visit: visit + 1, notBefore: Date.parse(rested.reason!) };
  const again = task !== undefined && task.state !== 'open' ? visit + 1 : visit;
  return { track: track!, visit: again, notBefore: rested?.visit === visit - 1 ? Date.parse(rested.reason!) : undefined };
}

/** The last task that the visit waited for. */
const lastTask = ({ tasks, visit }: LastKnown): Worked | undefined => tasks.findLast((task) => task.visit === visit);

function channels(
  consent: ConsentPolicy,
  { consents, suppressions }: LastKnown,
  now: Instant,
): MayReach & Pick<CarriedState, 'channelsBecause'> {
  const reach = (channel: Channel) => contactability(consent, consents, suppressions, channel, now);
  const mayEver = (channel: Channel): boolean => {
    const verdict = reach(channel);
    return verdict.may || verdict.until !== undefined || asksAgainAfter(verdict.because) !== undefined;
  };
  const email = reach('email');
  return { mayEmail: mayEver('email'), mayPhone: mayEver('phone'), channelsBecause: email.may ? undefined : email.because };
}

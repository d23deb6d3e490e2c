import type { TaskTrigger } from '../db/columns.ts';
import type { Instant } from '../domain/time/clock.ts';
import { asksAgainAfter, contactability } from '../domain/contact/contactability.ts';
import type { Consent } from '../domain/contact/consent.ts';
import type { FunnelStage } from '../domain/lead/funnel.ts';
import type { Engaged } from '../domain/lead/messages.ts';
import type { Channel, MayReach, Suppression } from '../domain/contact/suppression.ts';
import type { CarriedState } from '../workflows/state.ts';

/** A line that the lifecycle wrote. */
export interface StoryLine {
  readonly visit: number;
  readonly n: number;
  readonly at: Instant;
  readonly kind: string;
  readonly to: string | null;
  readonly reason: string | null;
}

/** What Postgres knows of a lead's way through its program. */
export interface LastKnown {
  readonly leadId: string;
  readonly enrolmentId: string;
  readonly campaignId: string;
  readonly program: string;
  /** Null before its first visit. */
  readonly track: string | null;
  readonly visit: number;
  readonly startAt: Instant;
  readonly stage: FunnelStage;
  readonly lines: readonly StoryLine[];
  /** The last task for which the visit waited. */
  readonly task: { readonly state: string; readonly trigger: TaskTrigger } | undefined;
  readonly engagements: readonly Engaged[];
  readonly consents: readonly Consent[];
  readonly suppressions: readonly Suppression[];
}

/** What a lead would carry into the visit in which Postgres saw it last, as far as that can be known. */
export function carriedState(known: LastKnown, now: Instant, because: string): CarriedState {
  const { lines, engagements, stage, startAt, task } = known;
  const { track, visit, notBefore } = whereNext(known);
  const written = 1 + Math.max(-1, ...lines.flatMap((line) => (line.visit === visit ? line.n : [])));
  const how = (kind: string): number => lines.filter((line) => line.kind === kind).length;
  const trigger =
    task?.trigger.kind && task.trigger.at !== undefined ? { kind: task.trigger.kind, at: task.trigger.at } : undefined;
  return {
    track,
    visit,
    // The line below is the first of the restarted run.
    written,
    ...(notBefore !== undefined && notBefore > now && { notBefore }),
    stage,
    cycle: 1 + how('rested'),
    persona: how('persona') > 0 ? 1 : 0,
    pace: 2 ** how('pace'),
    acquiredAt: startAt,
    ...channels(known, now),
    ...(trigger && { trigger }),
    exclude: [],
    engagements: [...engagements],
    answers: [],
    journal: [
      ...(written === 0 ? [{ visit, n: 0, at: now, kind: 'entered' as const, to: track }] : []),
      { visit, n: written === 0 ? 1 : written, at: now, kind: 'resumed', to: track, reason: because },
    ],
  };
}

/** The visit that was under way, or the one that was to come: after a rest, or where a task of this one is closed. */
function whereNext({ track, visit, lines, task }: LastKnown): { track: string; visit: number; notBefore?: Instant } {
  const rested = lines.findLast(({ kind }) => kind === 'rested');
  if (rested?.visit === visit) return { track: rested.to!, visit: visit + 1, notBefore: Date.parse(rested.reason!) };
  const again = task !== undefined && task.state !== 'open' ? visit + 1 : visit;
  return { track: track!, visit: again, ...(rested?.visit === visit - 1 && { notBefore: Date.parse(rested.reason!) }) };
}

function channels({ consents, suppressions }: LastKnown, now: Instant): MayReach & Pick<CarriedState, 'channelsBecause'> {
  const reach = (channel: Channel) => contactability(consents, suppressions, channel, now);
  const mayEver = (channel: Channel): boolean => {
    const verdict = reach(channel);
    return verdict.may || verdict.until !== undefined || asksAgainAfter(verdict.because) !== undefined;
  };
  const email = reach('email');
  return { mayEmail: mayEver('email'), mayPhone: mayEver('phone'), ...(!email.may && { channelsBecause: email.because }) };
}

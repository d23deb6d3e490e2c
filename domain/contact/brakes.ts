import { kinds } from '../text/kinds.ts';

export type BrakeCode = 'everythingStopped' | 'campaignStopped' | 'campaignPaused';

interface BrakeSpec {
  /** The code of the reason why a message is deferred, or not sent at all. */
  readonly because: BrakeCode;
  /** Its words in the story of a lead and in an answer. */
  readonly label: string;
  /** Whether it holds emails in a rep's name as well. They belong to a conversation, so a campaign's brake lets them go. */
  readonly holdsReps?: true;
  /** What it holds is never sent, and the program of its leads ends. */
  readonly isFinal?: true;
}

/** What people hold sending with; the strongest comes first. */
export const brakes = kinds<BrakeSpec>()({
  /** All messages to leads, on every channel, of every campaign. Alerts to reps go on. */
  everything: { because: 'everythingStopped', label: 'all sending was stopped', holdsReps: true },
  /** For a whole campaign, or for some of its leads. It can't be released for a whole campaign. */
  stop: { because: 'campaignStopped', label: 'the campaign was stopped', isFinal: true },
  /** The same, until somebody resumes it. Waits of programs go on. */
  pause: { because: 'campaignPaused', label: 'the campaign was paused' },
});

export type BrakeKind = keyof typeof brakes;

/** A brake that holds a message now. */
export interface Brake {
  readonly kind: BrakeKind;
  /** When it ends by itself. */
  readonly until?: number | null;
}

/** The strongest brake that holds a message; undefined if none does. */
export const brakeOn = (all: readonly Brake[], isRep: boolean): Brake | undefined =>
  (Object.keys(brakes) as BrakeKind[])
    .filter((kind) => !isRep || brakes[kind].holdsReps)
    .flatMap((kind) => all.filter((brake) => brake.kind === kind))
    .at(0);

/** What the brakes' codes mean. */
export const brakeReasons: Readonly<Record<string, { readonly label: string }>> = Object.fromEntries(
  Object.values(brakes).map(({ because, label }) => [because, { label }]),
);

import { kinds, kindsOf } from '../text/kinds.ts';

interface TouchStateSpec {
  /** `waits` for its next attempt · `leased` by a worker · `sent` or `unsent` for good. */
  readonly phase: 'waits' | 'leased' | 'sent' | 'unsent';
  /** The lead may have received the email. */
  readonly mayBeOut?: true;
  /** It did not arrive, or nobody knows whether it did, and nobody tries again. */
  readonly isLost?: true;
}

/** The states of a touch's email. */
export const touchStates = kinds<TouchStateSpec>()({
  /** A worker is about to send it. */
  claimed: { phase: 'leased' },
  /** It has passed the fence: the email may be on its way. */
  sending: { phase: 'leased', mayBeOut: true },
  /** Not now; retry at `due_at`. */
  deferred: { phase: 'waits' },
  /** It failed before the final dot of the SMTP session; a retry is safe. */
  notSent: { phase: 'waits' },
  /** The mail server accepted it. */
  accepted: { phase: 'sent', mayBeOut: true },
  /** The mail server refused it for good. */
  refused: { phase: 'unsent', isLost: true },
  /** It must not be sent; `reason` says why. */
  never: { phase: 'unsent' },
  /** The connection broke after the message went out. */
  inDoubt: { phase: 'sent', mayBeOut: true, isLost: true },
});

export type TouchState = keyof typeof touchStates;

/** The states of an email that asks a person to confirm a request. */
export const confirmationEmailStates = kinds<TouchStateSpec>()({
  /** It waits for `due_at`, or for its next attempt. */
  waiting: { phase: 'waits' },
  claimed: touchStates.claimed,
  sending: touchStates.sending,
  accepted: touchStates.accepted,
  refused: touchStates.refused,
  never: touchStates.never,
  inDoubt: touchStates.inDoubt,
});

export type ConfirmationEmailState = keyof typeof confirmationEmailStates;

/** The states of some phases. */
export const statesIn = <K extends string>(
  states: Readonly<Record<K, TouchStateSpec>>,
  ...phases: readonly TouchStateSpec['phase'][]
): readonly K[] => kindsOf(states, ({ phase }) => phases.includes(phase));

/** The states in which an email to an employee or a lead is lost. */
export const lostStates = kindsOf(confirmationEmailStates, ({ isLost }) => isLost);

/** The states in which the lead may have received the email. */
export const outStates = kindsOf(touchStates, ({ mayBeOut }) => mayBeOut);

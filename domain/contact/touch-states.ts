import { kinds, kindsOf } from '../text/kinds.ts';

interface TouchStateSpec {
  /** `waits` for its next try · `leased`: a worker has it · `sent` and `unsent`: it is over. */
  readonly phase: 'waits' | 'leased' | 'sent' | 'unsent';
  /** The lead may have the email. */
  readonly mayBeOut?: true;
}

/** How far an email has come that belongs to a touch. */
export const touchStates = kinds<TouchStateSpec>()({
  /** A worker is about to send it. */
  claimed: { phase: 'leased' },
  /** The fence is behind it: the email may be on its way. */
  sending: { phase: 'leased', mayBeOut: true },
  /** Not now; ask again at `due_at`. */
  deferred: { phase: 'waits' },
  /** Trouble before the final dot; it may be tried again. */
  notSent: { phase: 'waits' },
  /** The mail server took it. */
  accepted: { phase: 'sent', mayBeOut: true },
  /** The mail server refused it for good. */
  refused: { phase: 'unsent' },
  /** It must not be sent; `reason` says why. */
  never: { phase: 'unsent' },
  /** The connection broke after the message went out. */
  inDoubt: { phase: 'sent', mayBeOut: true },
});

export type TouchState = keyof typeof touchStates;

/** How far an email has come that asks whether a request is theirs. */
export const confirmationEmailStates = kinds<TouchStateSpec>()({
  /** For `due_at`, or for its next try. */
  waiting: { phase: 'waits' },
  claimed: touchStates.claimed,
  sending: touchStates.sending,
  accepted: touchStates.accepted,
  refused: touchStates.refused,
  never: touchStates.never,
  inDoubt: touchStates.inDoubt,
});

export type ConfirmationEmailState = keyof typeof confirmationEmailStates;

/** The states of one phase. */
export const statesIn = <K extends string>(
  states: Readonly<Record<K, TouchStateSpec>>,
  ...phases: readonly TouchStateSpec['phase'][]
): readonly K[] => kindsOf(states, ({ phase }) => phases.includes(phase));

/** The states in which the lead may have the email. */
export const outStates = kindsOf(touchStates, ({ mayBeOut }) => mayBeOut);

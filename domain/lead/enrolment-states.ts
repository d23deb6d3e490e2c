import { kinds, kindsOf } from '../text/kinds.ts';

interface EnrolmentStateSpec {
  /** Whether a workflow runs for the enrolment; `soon` means that its start waits in the outbox. */
  readonly runs: 'soon' | 'now' | 'no';
}

/** How far a lead has come in a campaign. */
export const enrolmentStates = kinds<EnrolmentStateSpec>()({
  waiting: { runs: 'soon' },
  running: { runs: 'now' },
  /** In a rest before its next track. */
  resting: { runs: 'now' },
  parked: { runs: 'now' },
  ended: { runs: 'no' },
  refused: { runs: 'no' },
});

export type EnrolmentState = keyof typeof enrolmentStates;

/** The states of a lead that is in a program; a lead has at most one such enrolment. */
export const livingStates = kindsOf(enrolmentStates, ({ runs }) => runs !== 'no');

/** The states in which a workflow must run. */
export const startedStates = kindsOf(enrolmentStates, ({ runs }) => runs === 'now');

/** The states of an enrolment. While it lives, the lead is in its program; it has a workflow as soon as that has begun. */
export const enrolmentStates = {
  /** For its start. */
  waiting: { lives: true, hasWorkflow: false },
  running: { lives: true, hasWorkflow: true },
  /** For a person, since its track threw. */
  parked: { lives: true, hasWorkflow: true },
  ended: { lives: false, hasWorkflow: false },
  /** The program did not take the lead. */
  refused: { lives: false, hasWorkflow: false },
} as const satisfies Record<string, { lives: boolean; hasWorkflow: boolean }>;

export type EnrolmentState = keyof typeof enrolmentStates;

import { sentence } from '../text/words.ts';

/** Why a lead is stuck, and what operations can do. */
export const stuckCauses = {
  workflowGone: {
    label: 'its workflow is gone',
    todo: 'Run trellis audit --repair: it restarts the lead where it was.',
  },
  programGone: {
    label: 'no worker knows its program',
    todo: 'Restore the code of the program, add it to `programs` in workflows.ts, and deploy. The lead then continues by itself.',
  },
  codeChanged: {
    label: 'its code changed',
    todo: 'Deploy the code that the lead began with, or code that replays it: see docs/changing-programs.md.',
  },
  searchAttribute: {
    label: 'a search attribute is missing in the namespace',
    todo: 'Register it: temporal operator search-attribute create. The names begin with Trellis.',
  },
  codeFails: {
    label: 'the code of its track fails each time',
    todo: 'Correct the code at that place, and deploy. The lead then continues by itself.',
  },
  neverEnds: {
    label: 'its code runs in a loop that never ends',
    todo: 'Find the loop without a wait in that track, correct it, and deploy. The lead then continues by itself.',
  },
  workerFails: {
    label: 'workers start its work and never finish it',
    todo: "Check the workers' log.",
  },
  spins: {
    label: 'it repeats the same steps over and over',
    todo: 'Look at its history, then correct the code of its track.',
  },
} as const satisfies Record<string, { label: string; todo: string }>;

export type StuckCause = keyof typeof stuckCauses;

/** Where a lead is stuck, and why. */
export interface StuckWhere {
  readonly cause: StuckCause;
  readonly program: string;
  /** Null before its first track. */
  readonly track: string | null;
  /** Where in the code: `programs/webinar.ts:31`. */
  readonly place: string | null;
  /** What the failure says: the step that changed, or the code of the error. */
  readonly detail: string | null;
}

/** Such as `its code changed (newcomers, educate, step 1: …)`, or `the code of its track fails each time (…) at programs/webinar.ts:31`. */
export const stuckInWords = ({ cause, program, track, place, detail }: StuckWhere): string =>
  sentence(
    stuckCauses[cause].label,
    `(${[program, track, detail].filter((part) => part !== null).join(', ')})`,
    place && `at ${place}`,
  );

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
    label: "the code does not replay the lead's history",
    todo: 'Deploy the code that the lead began with, or code that replays it: trellis replay.',
  },
  searchAttribute: {
    label: 'a search attribute is missing in the namespace',
    todo: 'Register it: temporal operator search-attribute create. The names begin with Trellis.',
  },
  codeFails: {
    label: 'the code of its track fails each time',
    todo: 'Correct the code at that place, and deploy. The lead then continues by itself.',
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

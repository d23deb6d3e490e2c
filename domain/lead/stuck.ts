/** Why a lead stands still, and what operations do about it. */
export const stuckCauses = {
  workflowGone: {
    label: 'its workflow is gone',
    todo: 'Run trellis audit --repair: it starts again where it was.',
  },
  programGone: {
    label: 'no worker knows its program',
    todo: 'Add the program to `programs` of workflows.ts again, with the code that it had, and deploy: the lead goes on by itself. Only then can it be moved to another track.',
  },
  codeChanged: {
    label: 'the code does not replay what the lead has done',
    todo: 'Deploy the code that it began with, or one that replays: trellis replay.',
  },
  searchAttribute: {
    label: 'a search attribute is missing in the namespace',
    todo: 'Register it: temporal operator search-attribute create. Their names begin with Trellis.',
  },
  codeFails: {
    label: 'the code of its track fails each time',
    todo: 'Correct the code at the place, and deploy. The lead goes on by itself.',
  },
  workerFails: {
    label: 'workers take up its work and never finish it',
    todo: 'Look into the log of the workers.',
  },
  spins: {
    label: 'it does the same over and over',
    todo: 'Look at its history, then correct the code of its track.',
  },
} as const satisfies Record<string, { label: string; todo: string }>;

export type StuckCause = keyof typeof stuckCauses;

interface TaskKindSpec {
  /** A lead waits on it in its program; the rest (a reply to answer, a contact to find) only stands in the queue. */
  readonly ofProgram: boolean;
  /** Until when it can wait for a rep who is away: until it is due, or until its clock ends (a deal is moved only when it would be lost). */
  readonly waitsUntil: 'due' | 'clockEnds';
}

/** The kinds of tasks. */
export const taskKinds = {
  call: { ofProgram: true, waitsUntil: 'due' },
  /** A call that is none, because the phone is closed: the rep writes instead. */
  email: { ofProgram: true, waitsUntil: 'due' },
  acceptance: { ofProgram: true, waitsUntil: 'due' },
  opportunity: { ofProgram: true, waitsUntil: 'clockEnds' },
  reply: { ofProgram: false, waitsUntil: 'due' },
  findContact: { ofProgram: false, waitsUntil: 'due' },
  operations: { ofProgram: false, waitsUntil: 'due' },
} as const satisfies Record<string, TaskKindSpec>;

export type TaskKind = keyof typeof taskKinds;

/** The kinds of tasks for which a lead waits in its program. */
export const programTaskKinds = (Object.keys(taskKinds) as TaskKind[]).filter((kind) => taskKinds[kind].ofProgram);

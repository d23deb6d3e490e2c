import type { Channel } from '../contact/suppression.ts';
import type { FunnelStage } from '../lead/funnel.ts';
import { kinds, kindsOf } from '../text/kinds.ts';
import { own } from '../text/own.ts';
import { namesIn, type Dispositions, type Menu } from './dispositions.ts';
import type { StandardSla } from './sla.ts';

interface TaskKindSpec {
  /** Its name in sentences. */
  readonly label: string;
  /** Set if a lead's program waits for it. */
  readonly ofProgram?: true;
  /** The channel that an SDR uses for the first contact. */
  readonly by?: Channel;
  /** The menu for reports about it; a task without one is simply closed. */
  readonly menu?: Menu;
  /** The SLA that applies if it has no clock of its own, or after its manager was asked. */
  readonly sla: StandardSla;
  /** Until when it can wait for an absent rep: until it is due, or until its clock ends (a deal moves only if it would be lost). */
  readonly waitsUntil: 'due' | 'clockEnds';
  /** It may go to the rep who works with another person at the account. */
  readonly mayJoin?: true;
  /** Managers get it first. */
  readonly managersFirst?: true;
  /** A person waits for an answer: while it is open, the lead gets no marketing emails. */
  readonly holdsMarketing?: true;
}

/** The kinds of tasks. */
export const taskKinds = kinds<TaskKindSpec>()({
  call: {
    label: 'call task',
    ofProgram: true,
    by: 'phone',
    menu: 'sdr',
    sla: 'firstAttempt',
    waitsUntil: 'due',
    mayJoin: true,
  },
  /** Replaces a call if the phone channel is closed: the rep writes an email. */
  email: {
    label: 'email task',
    ofProgram: true,
    by: 'email',
    menu: 'sdr',
    sla: 'firstAttempt',
    waitsUntil: 'due',
  },
  acceptance: {
    label: 'acceptance task',
    ofProgram: true,
    menu: 'sales',
    sla: 'acceptance',
    waitsUntil: 'due',
  },
  opportunity: {
    label: 'opportunity task',
    ofProgram: true,
    menu: 'sales',
    sla: 'opportunity',
    waitsUntil: 'clockEnds',
  },
  reply: { label: 'reply task', menu: 'reply', sla: 'reply', waitsUntil: 'due', holdsMarketing: true },
  /** A lead asked for a conversation, and no program brings them to a rep. */
  request: { label: 'request', menu: 'reply', sla: 'request', waitsUntil: 'due', holdsMarketing: true },
  /** Another person whom the lead named on a call. */
  colleague: {
    label: 'task to call a colleague',
    by: 'phone',
    menu: 'reply',
    sla: 'firstAttempt',
    waitsUntil: 'due',
    holdsMarketing: true,
  },
  /** A lead that came in and asked for nothing, or that a program points out to a team. */
  lookAfter: { label: 'task to look after a lead', menu: 'reply', sla: 'lookAfter', waitsUntil: 'due' },
  findContact: { label: 'task to find a contact', sla: 'firstAttempt', waitsUntil: 'due' },
  operations: { label: 'operations task', sla: 'firstAttempt', waitsUntil: 'due', managersFirst: true },
});

export type TaskKind = keyof typeof taskKinds;

/** The kinds of tasks that a lead's program waits for. */
export const programTaskKinds = kindsOf(taskKinds, ({ ofProgram }) => ofProgram);

/** The kinds of tasks in which an SDR contacts the lead first, by any channel. */
export const sdrTaskKinds = kindsOf(taskKinds, ({ by }) => by);

/** The kinds of tasks of a salesperson who got the lead by a hand-over. */
export const salesTaskKinds = kindsOf(taskKinds, ({ ofProgram, by }) => ofProgram && !by);

/** The kinds of tasks that hold marketing emails. */
export const holdingTaskKinds = kindsOf(taskKinds, ({ holdsMarketing }) => holdsMarketing);

/** The kinds of tasks that an email of a rep to the lead answers. */
export const answerTaskKinds = kindsOf(taskKinds, ({ menu, by }) => menu === 'reply' && !by);

/** The name of a task in a sentence. */
export const taskName = (kind: string): string => own(taskKinds, kind)?.label ?? `${kind} task`;

/** The dispositions that a task's menu has for a lead in a stage. */
export function reportable(dispositions: Dispositions, task: TaskKind, stage: FunnelStage): string[] {
  const { menu } = taskKinds[task];
  return menu === undefined
    ? []
    : namesIn(dispositions, menu).filter((name) => own(dispositions, name)?.stages?.includes(stage) ?? true);
}

interface Offered {
  readonly kind: TaskKind;
  readonly stage: FunnelStage;
  /** Whether a channel to the lead is closed now. */
  readonly isClosed: (channel: Channel) => boolean;
}

/** The dispositions to offer to a rep: if the phone is closed, those about an email instead of those about a call. */
export const offered = (dispositions: Dispositions, { kind, stage, isClosed }: Offered): string[] =>
  reportable(dispositions, kind, stage).filter((name) => {
    const by = own(dispositions, name)?.by;
    return by === undefined || (by === 'phone' ? !isClosed('phone') : isClosed('phone') && !isClosed(by));
  });

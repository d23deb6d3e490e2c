import type { Channel } from '../contact/suppression.ts';
import type { FunnelStage } from '../lead/funnel.ts';
import { kinds, kindsOf } from '../text/kinds.ts';
import { own } from '../text/own.ts';
import { namesIn, type Dispositions, type Menu } from './dispositions.ts';
import type { StandardSla } from './sla.ts';

interface TaskKindSpec {
  /** As sentences call it. */
  readonly label: string;
  /** A lead waits for it in its program. */
  readonly ofProgram?: true;
  /** The channel by which an SDR reaches the lead who is ready for sales. */
  readonly by?: Channel;
  /** From which menu it is reported about; without one it is just closed. */
  readonly menu?: Menu;
  /** The SLA by which it runs when it has no clock of its own, or when its manager was asked. */
  readonly sla: StandardSla;
  /** Until when it can wait for a rep who is away: until it is due, or until its clock ends (a deal is moved only when it would be lost). */
  readonly waitsUntil: 'due' | 'clockEnds';
  /** It goes to the rep who works on somebody else at the account. */
  readonly mayJoin?: true;
  /** Managers get it before everybody else. */
  readonly managersFirst?: true;
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
  /** A call that is none, because the phone is closed: the rep writes instead. */
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
  reply: { label: 'reply task', menu: 'reply', sla: 'firstAttempt', waitsUntil: 'due' },
  findContact: { label: 'task to find a contact', sla: 'firstAttempt', waitsUntil: 'due' },
  operations: { label: 'operations task', sla: 'firstAttempt', waitsUntil: 'due', managersFirst: true },
});

export type TaskKind = keyof typeof taskKinds;

/** The kinds of tasks for which a lead waits in its program. */
export const programTaskKinds = kindsOf(taskKinds, ({ ofProgram }) => ofProgram);

/** The kinds of tasks in which an SDR reaches the lead, by whatever channel. */
export const sdrTaskKinds = kindsOf(taskKinds, ({ by }) => by);

/** The kinds of tasks of a salesperson, to whom the lead was handed over. */
export const salesTaskKinds = kindsOf(taskKinds, ({ ofProgram, by }) => ofProgram && !by);

/** How a task is called in a sentence. */
export const taskName = (kind: string): string => own(taskKinds, kind)?.label ?? `${kind} task`;

/** What may be reported about a task now: a call is the SDR's, everything later a salesperson's. */
export function reportable(dispositions: Dispositions, task: TaskKind, stage: FunnelStage): string[] {
  const { menu } = taskKinds[task];
  return menu === undefined
    ? []
    : namesIn(dispositions, menu).filter((name) => own(dispositions, name)?.stages?.includes(stage) ?? true);
}

interface Offered {
  readonly kind: TaskKind;
  readonly stage: FunnelStage;
  /** Whether a channel is closed to the lead now. */
  readonly isClosed: (channel: Channel) => boolean;
}

/** What is offered to a rep of that: where the phone is closed, nothing that takes a call, and what came of an email instead. */
export const offered = (dispositions: Dispositions, { kind, stage, isClosed }: Offered): string[] =>
  reportable(dispositions, kind, stage).filter((name) => {
    const by = own(dispositions, name)?.by;
    return by === undefined || (by === 'phone' ? !isClosed('phone') : isClosed('phone') && !isClosed(by));
  });

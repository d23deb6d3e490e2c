import type { Instant } from '../../domain/time/clock.ts';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import type { Rung, SlaId, SlaMode } from '../../domain/sales/sla.ts';

/** What a rehearsal came to, as data. Counts are of leads unless they say otherwise; times are program time. */
export interface Report {
  readonly rehearsal: Rehearsal;
  readonly file: FileReport;
  readonly enrolment: { readonly enrolled: number; readonly notEnrolled: readonly Counted[] };
  readonly funnel: readonly FunnelRow[];
  readonly endings: readonly Ending[];
  readonly emails: readonly EmailRow[];
  /** What happened to emails besides being accepted. */
  readonly undelivered: readonly Counted[];
  readonly sla: readonly SlaRow[];
  readonly ladder: readonly LadderRow[];
  readonly dispositions: readonly Counted[];
  /** What reps asked for and Trellis refused, by the code of the reason. */
  readonly refused: readonly Counted[];
  readonly recycled: readonly Counted[];
  /** Of our own file: what it is there to show, and did not in this run. */
  readonly unseen: readonly string[];
  readonly agreement: Agreement;
  readonly lag: Lag;
  readonly story: Story | undefined;
  readonly ledger: Ledger;
}

export interface Counted {
  readonly what: string;
  readonly count: number;
}

export interface Rehearsal {
  readonly seed: number;
  readonly days: number;
  /** The real length of a day. */
  readonly day: string;
  readonly from: Instant;
  readonly to: Instant;
  /** Real seconds, servers included. */
  readonly tookSeconds: number;
}

export interface FileReport {
  readonly name: string;
  readonly rows: number;
  readonly leads: number;
  readonly duplicates: number;
  readonly held: readonly Counted[];
  readonly rejected: readonly { readonly line: number; readonly reason: string; readonly value: string }[];
  readonly mapping: Readonly<Record<string, string>>;
  readonly unused: readonly string[];
}

export interface FunnelRow {
  readonly stage: FunnelStage;
  readonly label: string;
  /** Leads that were ever in the stage, and those that are in it now. */
  readonly reached: number;
  readonly now: number;
}

export interface Ending {
  readonly stage: FunnelStage;
  readonly because: string;
  readonly count: number;
}

export interface EmailRow {
  readonly track: string;
  readonly sent: number;
  /** Emails with at least one open (which proves little), one act of a human, one reply. */
  readonly opened: number;
  readonly acted: number;
  readonly replied: number;
}

export interface SlaRow {
  readonly team: string;
  readonly mode: SlaMode;
  readonly sla: SlaId;
  readonly label: string;
  readonly tasks: number;
  readonly met: number;
  readonly breached: number;
  /** Nobody has acted, and the first rung is not due. */
  readonly running: number;
  /** At this speed, a day is too short for it: its first rung lies closer than the timers can tell. */
  readonly tooFast: boolean;
}

export interface LadderRow {
  readonly team: string;
  readonly mode: SlaMode;
  readonly rungs: Readonly<Partial<Record<Rung, number>>>;
}

/** What marketing and sales owe each other. */
export interface Agreement {
  readonly acceptedShare: number | undefined;
  readonly mqlsPerMonth: number;
  readonly followedUpShare: number | undefined;
}

/** How late timers were, in program hours. */
export interface Lag {
  readonly samples: number;
  readonly p50: number;
  readonly p95: number;
  readonly most: number;
}

export interface Story {
  readonly who: string;
  readonly lines: readonly { readonly at: Instant; readonly text: string }[];
}

/** Everybody who came in, and everything that went out, counted twice. */
export interface Ledger {
  readonly leads: {
    readonly in: number;
    readonly ended: number;
    /** In a running workflow, as Temporal says. */
    readonly live: number;
    readonly held: number;
    /** Works for a customer, a competitor or a partner: no program takes them. */
    readonly notAcquired: number;
    /** A person has a task about them, and no program runs. */
    readonly withTask: number;
    /** No campaign has taken them yet. */
    readonly ready: number;
    readonly lost: readonly string[];
  };
  readonly emails: {
    readonly inSink: number;
    readonly accepted: number;
    /** The connection broke, or the worker was stopped, after the mail went out: the server has it, or not. */
    readonly inDoubt: number;
    /** Message-IDs in the mailbox that no such touch has; keys of touches whose mail the server took and does not have. */
    readonly unknown: readonly string[];
    readonly missing: readonly string[];
  };
  readonly duplicates: { readonly sameContent: number; readonly sameMessageId: number };
  /** Emails that went out although we might not write. */
  readonly forbidden: readonly Counted[];
  readonly parked: number;
  readonly balances: boolean;
}

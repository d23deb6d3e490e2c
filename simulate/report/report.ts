import type { Standing } from '../../audit/balance-line.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import type { Promised } from '../../domain/sales/agreement.ts';
import type { Rung, SlaId, SlaMode } from '../../domain/sales/sla.ts';

/** The results of a rehearsal. Counts are of leads unless they say otherwise; times are program time. */
export interface Report {
  readonly rehearsal: Rehearsal;
  readonly file: FileReport;
  readonly enrolment: { readonly enrolled: number; readonly notEnrolled: readonly Counted[] };
  readonly funnel: readonly FunnelRow[];
  readonly endings: readonly Ending[];
  readonly emails: readonly EmailRow[];
  /** Emails that did not go out, bounced, or got a complaint or a click of a machine. */
  readonly undelivered: readonly Counted[];
  readonly sla: readonly SlaRow[];
  readonly ladder: readonly LadderRow[];
  readonly numbers: Numbers;
  readonly dispositions: readonly Labelled[];
  /** How often Trellis refused a rep's request, by code. */
  readonly refused: readonly Counted[];
  readonly recycled: readonly Labelled[];
  /** What the demo's own file should have shown, and did not in this run. */
  readonly unseen: readonly string[];
  readonly agreement: readonly Promised[];
  readonly lag: Lag;
  readonly story: Story | undefined;
  readonly ledger: Ledger;
}

/** What `reports.*` says about the rehearsal. */
export interface Numbers {
  readonly money: readonly {
    readonly label: string;
    readonly opportunities: number;
    readonly won: number;
    readonly currency: string;
    readonly pipeline: number;
    readonly revenue: number;
    readonly cost: number;
    readonly return: number | null;
  }[];
  readonly sources: readonly {
    readonly source: string | null;
    readonly leads: number;
    readonly mql: number;
    readonly sal: number;
    readonly opportunity: number;
    readonly customer: number;
    readonly revenue: number;
  }[];
  readonly reps: readonly {
    readonly label: string;
    readonly opened: number;
    readonly met: number;
    readonly breached: number;
    readonly attainment: number | null;
    readonly medianHours: number | null;
  }[];
  /** All emails of the campaign. */
  readonly emails: { readonly sent: number; readonly clicked: number; readonly unsubscribed: number };
  readonly heldBack: readonly { readonly label: string; readonly count: number }[];
}

export interface Counted {
  readonly what: string;
  readonly count: number;
}

/** A count of something that the policy names. */
export interface Labelled extends Counted {
  readonly label: string;
}

export interface Rehearsal {
  readonly seed: number;
  readonly days: number;
  /** The real length of a program day. */
  readonly day: string;
  readonly from: Instant;
  readonly to: Instant;
  /** The time zone of the installation. */
  readonly zone: string;
  /** Real seconds, including the servers' start. */
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
  /** Emails with at least one open (which proves little), one act of a person, one reply. */
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
  /** No rep has acted, and the first rung is not due. */
  readonly running: number;
  /** The day is too short for it at this speed: its first rung comes sooner than timers can measure. */
  readonly tooFast: boolean;
}

export interface LadderRow {
  readonly team: string;
  readonly mode: SlaMode;
  readonly rungs: Readonly<Partial<Record<Rung, number>>>;
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

/** Every lead that came in and every email that went out, counted in two ways. */
export interface Ledger {
  readonly leads: Standing & { readonly lost: readonly string[] };
  readonly emails: {
    readonly inSink: number;
    readonly accepted: number;
    /** The connection broke, or the worker stopped, after the email went out: the server may or may not have it. */
    readonly inDoubt: number;
    /** Message-IDs in the mailbox that belong to no touch. */
    readonly unknown: readonly string[];
    /** Keys of touches whose email the server accepted and does not have. */
    readonly missing: readonly string[];
  };
  readonly duplicates: { readonly sameContent: number; readonly sameMessageId: number };
  /** Emails that went out although the lead must not get any. */
  readonly forbidden: readonly Counted[];
  readonly parked: number;
  readonly balances: boolean;
}

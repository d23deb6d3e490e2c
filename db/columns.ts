import type { EngagementData } from '../domain/scoring/engagement-data.ts';
import type { EngagementKind, Page } from '../domain/scoring/engagement.ts';
import type { Instant } from '../domain/time/clock.ts';

export type { OutboxMessage } from '../domain/lead/messages.ts';

/** The columns that contain one of a few words. The words are defined where they are used. */
export type { EnrolmentState } from '../domain/lead/enrolment-states.ts';
export type { ConfirmationEmailState, TouchState } from '../domain/contact/touch-states.ts';
export type { ConfirmationEmailState as AlertState } from '../domain/contact/touch-states.ts';
export type TaskState = 'open' | 'done' | 'cancelled';
export type { TaskKind } from '../domain/sales/task-kinds.ts';
export type OutboxState = 'waiting' | 'delivered' | 'undeliverable';
export type DispositionState = 'submitted' | 'queued' | 'applied' | 'rejected' | 'takenBack';
export type { ApiRole, RepRole } from '../domain/people/roles.ts';
export type AuditOutcome =
  | 'begun' // the process died, so the result is unknown
  | 'done'
  | 'refused'
  | 'failed'; // because of an error on our side
export type AccountKind = 'prospect' | 'customer' | 'competitor' | 'partner';
export type ConfirmationState =
  | 'waiting' // the owner of the address has been asked, or will be
  | 'confirmed'
  | 'expired' // not confirmed in time; the claim is deleted
  | 'failed'; // the address can't be reached
export type Verdict = 'human' | 'machine' | 'unknown';

/** A human act, as the MQL rule counts it. The score has those of the last thirty days. */
export type { Act as ActRecord } from '../domain/scoring/act.ts';

/** What made the lead sales-ready, as shown to the rep. */
export interface TaskTrigger {
  readonly kind?: EngagementKind | 'mql';
  readonly at?: Instant;
}

/** The links of a content version: where each one leads, and what a click on it counts as. */
export type ContentLinks = Record<
  string,
  {
    readonly url: string;
    readonly counts: EngagementKind;
    readonly page?: Page;
    readonly answer?: string;
    readonly intends?: EngagementKind;
  }
>;

/** How far an incoming message has been read. */
export type IncomingMailState =
  | 'unread' // saved, but not read
  | 'read' // understood and processed
  | 'unmatched' // waits for a person to assign it
  | 'unreadable' // can't be read
  | 'ours' // written by us
  | 'dismissed'; // a person dismissed it

/** What a visitor typed, before the owner of the address confirmed it: fields of a lead, a message, and what it is about. */
export interface Claim {
  readonly fields: Readonly<Partial<Record<string, string>>>;
  readonly words?: string;
  readonly data?: EngagementData;
  /** The visitor of the website who typed it. */
  readonly visitor?: string;
}

/** A row of a lead that is also in an earlier row of the file. */
export interface RowAgain {
  readonly line: number;
  /** The line of the first row; missing in an old import if that named another mailbox of the same person. */
  readonly first?: number | undefined;
  /** Missing in a dry run. */
  readonly leadId?: string | undefined;
}

/** How an import read its file, and what it did not understand. */
export interface ImportReading {
  readonly columns: readonly string[];
  /** Columns by field: the first one, and those that fill in where it is empty. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly also: Readonly<Record<string, readonly string[]>>;
  /** Why a field is read from its column. */
  readonly because: Readonly<Record<string, string>>;
  readonly unused: readonly string[];
  /** Columns whose names suggest consent but that are not understood, with some values. Only a dry run continues despite them. */
  readonly unclear: readonly { readonly column: string; readonly values: readonly string[] }[];
  /** Undefined for rows that did not come from a file. */
  readonly file?: {
    readonly encoding?: string;
    readonly encodingBecause?: string;
    readonly delimiter: string;
    readonly headerLine: number;
  };
  /** The order of day and month, by column of dates. */
  readonly dates: Readonly<Record<string, 'dayFirst' | 'monthFirst' | 'unknown' | 'told'>>;
  /** Some rows, unchanged. */
  readonly sample: readonly (readonly string[])[];
  readonly heldBecause: Readonly<Record<string, number>>;
  /** Rows of a lead that an earlier row is about; the first thousand. Missing for old imports. */
  readonly twice?: readonly RowAgain[];
  readonly optedOut: number;
  readonly withdrawn: number;
  /** Cells that were not understood, by column and reason. */
  readonly unread: readonly {
    readonly column: string;
    readonly reason: string;
    readonly cells: number;
    readonly lines: readonly number[];
  }[];
}

/** As saved. If its process died, a running import is shown as `interrupted`. */
export type ImportState = 'running' | 'done' | 'failed';

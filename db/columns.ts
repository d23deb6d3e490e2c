import type { EngagementKind, Page } from '../domain/scoring/engagement.ts';
import type { Instant } from '../domain/time/clock.ts';

export type { OutboxMessage } from '../domain/lead/messages.ts';

/** The columns whose text is one of a few words. Their meaning stands where the word is used. */
export type { EnrolmentState } from '../domain/lead/enrolment-states.ts';
export type { ConfirmationEmailState, TouchState } from '../domain/contact/touch-states.ts';
export type TaskState = 'open' | 'done' | 'cancelled';
export type { TaskKind } from '../domain/sales/task-kinds.ts';
export type OutboxState = 'waiting' | 'delivered' | 'undeliverable';
export type DispositionState = 'submitted' | 'queued' | 'applied' | 'rejected';
export type { ApiRole, RepRole } from '../domain/people/roles.ts';
export type AuditOutcome =
  | 'begun' // and nobody knows how it ended: the process died
  | 'done'
  | 'refused'
  | 'failed'; // by an error of ours
export type AccountKind = 'prospect' | 'customer' | 'competitor' | 'partner';
export type ConfirmationState =
  | 'waiting' // the owner of the address has been asked, or will be
  | 'confirmed'
  | 'expired' // nobody confirmed in time: what was claimed is gone
  | 'failed'; // the address can't be reached
export type Verdict = 'human' | 'machine' | 'unknown';

/** A human act, as the MQL rule counts it: the last thirty days of them are kept with the score. */
export type { Act as ActRecord } from '../domain/scoring/act.ts';

/** What made the lead sales-ready; it stands in front of the rep. */
export interface TaskTrigger {
  readonly kind?: EngagementKind | 'mql';
  readonly at?: Instant;
}

/** The links of a version of a content: where each leads, and what a click on it counts as. */
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

/** How far a message that came in has been read. */
export type IncomingMailState =
  | 'unread' // saved, and nothing more
  | 'read' // what it says is known, and was done
  | 'unmatched' // it waits for a person, who says whose it is
  | 'unreadable' // no reader can read it
  | 'ours' // we wrote it ourselves
  | 'dismissed'; // a person has seen it, and it is nobody's

/** What somebody typed, before anybody knows that it was the owner of the address: fields of a lead, and a message. */
export interface Claim {
  readonly fields: Readonly<Partial<Record<string, string>>>;
  readonly words?: string;
}

/** How the file of an import was read, and what was not understood. */
export interface ImportReading {
  readonly columns: readonly string[];
  /** Columns by field: the first one, and those that fill in where it is empty. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly also: Readonly<Record<string, readonly string[]>>;
  /** Why a field is read from its column. */
  readonly because: Readonly<Record<string, string>>;
  readonly unused: readonly string[];
  /** Columns that sound like consent and are not understood, with some of their values; only a dry run goes on past them. */
  readonly unclear: readonly { readonly column: string; readonly values: readonly string[] }[];
  /** Missing for rows that did not come as a file. */
  readonly file?: {
    readonly encoding?: string;
    readonly encodingBecause?: string;
    readonly delimiter: string;
    readonly headerLine: number;
  };
  /** The order of day and month, by column of dates. */
  readonly dates: Readonly<Record<string, 'dayFirst' | 'monthFirst' | 'unknown' | 'told'>>;
  /** Some rows, as they stand in the file. */
  readonly sample: readonly (readonly string[])[];
  readonly heldBecause: Readonly<Record<string, number>>;
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

/** As it is saved; one that is running and whose process is gone is told as `interrupted`. */
export type ImportState = 'running' | 'done' | 'failed';

import type { Acknowledgement } from '../db/system/acknowledged-faults.ts';
import type { Place } from '../db/system/places.ts';
import type { SafeBecause } from '../domain/lead/safe-mode.ts';
import type { Found } from './fault.ts';
import type { Fault } from './faults.ts';

/** What one kind of fault comes to. */
export interface Finding {
  readonly fault: Fault;
  readonly found: readonly Found[];
}

/** What an installation comes to. */
export interface Audit {
  /** How many leads are where; together they are all of them. */
  readonly leads: Readonly<Record<Place, number>>;
  /** Rows by table and state. */
  readonly rows: readonly Counted[];
  /** What does not add up. */
  readonly findings: readonly Finding[];
  /** What can't be undone, and of which somebody said why it may stand. */
  readonly acknowledged: readonly Acknowledged[];
  /** Nothing is sent, because one of the servers was restored to an earlier moment. */
  readonly safeMode?: SafeBecause;
  /** Nothing is broken. Notes, which a person has to look at, don't count. */
  readonly passes: boolean;
}

export interface Counted {
  readonly what: 'touches' | 'tasks' | 'reports' | 'outbox';
  readonly state: string;
  readonly count: number;
}

/** Something that happened, can't be undone, and of which somebody said why it may stand. */
export interface Acknowledged extends Found, Omit<Acknowledgement, 'fault'> {
  readonly fault: Fault;
}

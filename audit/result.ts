import type { Acknowledgement } from '../db/system/acknowledged-faults.ts';
import type { Place } from '../db/system/places.ts';
import type { SafeBecause } from '../domain/lead/safe-mode.ts';
import type { Found } from './fault.ts';
import type { Fault } from './faults.ts';

/** All cases of one kind of fault. */
export interface Finding {
  readonly fault: Fault;
  readonly found: readonly Found[];
}

/** The result of an audit. */
export interface Audit {
  /** The number of leads in each place; the sum is all leads. */
  readonly leads: Readonly<Record<Place, number>>;
  /** Rows by table and state. */
  readonly rows: readonly Counted[];
  /** Faults that no one has acknowledged. */
  readonly findings: readonly Finding[];
  /** Irreversible faults that a person has accepted with a reason. */
  readonly acknowledged: readonly Acknowledged[];
  /** Why nothing is sent: one of the servers was restored to an earlier moment. */
  readonly safeMode?: SafeBecause;
  /** Whether nothing is broken. Notes don't count. */
  readonly passes: boolean;
}

export interface Counted {
  readonly what: 'touches' | 'tasks' | 'reports' | 'outbox';
  readonly state: string;
  readonly count: number;
}

/** An irreversible fault that a person has accepted with a reason. */
export interface Acknowledged extends Found, Omit<Acknowledgement, 'fault'> {
  readonly fault: Fault;
}

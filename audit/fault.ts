import type { RawBuilder } from 'kysely';
import type { Instant } from '../domain/time/clock.ts';
import type { SafeBecause } from '../domain/lead/safe-mode.ts';
import type { AuditDeps } from './deps.ts';

/** A lead, touch, task, report or message that does not add up. */
export interface Found {
  readonly id: string;
  readonly leadId: string | null;
  /** The lane of the side program, if it is about one. */
  readonly lane?: string | null;
  /** Codes and ids for the person who investigates. */
  readonly detail: string | null;
}

/** Instants of program time that a query needs. */
export interface Moments {
  readonly now: Instant;
  /** Work that was due before this instant (ten real minutes ago) is late. */
  readonly late: Instant;
  /** An opt-out within this much program time before an email counts as simultaneous. */
  readonly race: number;
  /** Checks everything in full, because one of the two servers was restored. */
  readonly deep: boolean;
}

/** Which of the two servers was restored to an earlier moment, and its last beat. */
export interface Restore {
  readonly because: SafeBecause;
  readonly lastBeat: string;
  /** When Trellis noticed: real milliseconds since the epoch. */
  readonly since: number;
}

/** A kind of fault: its label, how to find it and how to repair it. */
export interface FaultKind {
  readonly label: string;
  /** What a person must do when `--repair` can't help. */
  readonly todo: string;
  /** A person should look at it, but nothing is broken: the audit passes. */
  readonly isNote?: true;
  /** It can't be undone: the audit fails until a person acknowledges it. */
  readonly isPast?: true;
  /** Finds it in Postgres, with the help of the table `live`. */
  readonly find?: (moments: Moments) => RawBuilder<Found>;
  /** Finds it with the rules of the domain. */
  readonly judge?: (deps: AuditDeps, moments: Moments) => Promise<Found[]>;
  /** Finds it after a restore, in Postgres and in Temporal. */
  readonly search?: (deps: AuditDeps, restore: Restore) => Promise<Found[]>;
  /** Asks Temporal about one suspect; undefined when nothing is wrong. */
  readonly confirm?: (deps: AuditDeps, found: Found) => Promise<Found | undefined>;
  /** What `--repair` does, in words. */
  readonly remedy?: string;
  /** Repairs one. @returns what it did, in words; @throws CannotRepair */
  readonly repair?: (deps: AuditDeps, found: Found) => Promise<string>;
}

/** Only a person can repair this. The message says why. */
export class CannotRepair extends Error {
  override readonly name = 'CannotRepair';
}

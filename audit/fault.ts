import type { RawBuilder } from 'kysely';
import type { Instant } from '../domain/time/clock.ts';
import type { SafeBecause } from '../domain/lead/safe-mode.ts';
import type { AuditDeps } from './deps.ts';

/** Something that does not add up: a lead, a touch, a task, a report, or a message for a lead. */
export interface Found {
  readonly id: string;
  readonly leadId: string | null;
  /** Codes and ids, for the person who looks at it. */
  readonly detail: string | null;
}

/** Instants of program time that a query needs. */
export interface Moments {
  readonly now: Instant;
  /** What was due before this should have happened: ten real minutes ago. */
  readonly late: Instant;
  /** In this much program time before an email, a no counts as simultaneous. */
  readonly race: number;
  /** Nothing is taken on trust: one of the two servers was restored. */
  readonly deep: boolean;
}

/** Which of the two servers was restored to an earlier moment, and the last beat that it knows. */
export interface Restore {
  readonly because: SafeBecause;
  readonly lastBeat: string;
  /** When that was noticed: real milliseconds since the epoch. */
  readonly since: number;
}

/** A kind of fault; it answers for itself. */
export interface FaultKind {
  readonly label: string;
  /** What a person does about it where `--repair` can't. */
  readonly todo: string;
  /** A person has to look at it, but nothing is broken: the audit passes all the same. */
  readonly isNote?: true;
  /** It has happened, and nobody can undo it: the audit does not pass until somebody acknowledges it. */
  readonly isPast?: true;
  /** Finds it in Postgres, beside the table `live`. */
  readonly find?: (moments: Moments) => RawBuilder<Found>;
  /** Finds it with the rules of the domain. */
  readonly judge?: (deps: AuditDeps, moments: Moments) => Promise<Found[]>;
  /** Finds it after a restore, in Postgres and in Temporal. */
  readonly search?: (deps: AuditDeps, restore: Restore) => Promise<Found[]>;
  /** Asks Temporal about one: undefined when nothing is wrong with it. */
  readonly confirm?: (deps: AuditDeps, found: Found) => Promise<Found | undefined>;
  /** What `--repair` does about it, in words. */
  readonly remedy?: string;
  /** Mends one. @returns what was done, in words; @throws CannotMend */
  readonly mend?: (deps: AuditDeps, found: Found) => Promise<string>;
}

/** Something that only a person can mend. The message says why, in words. */
export class CannotMend extends Error {
  override readonly name = 'CannotMend';
}

import type { Client } from '@temporalio/client';
import type { Compiled } from '../content/compiled-format.ts';
import type { Db } from '../db/database.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { Clock } from '../domain/time/clock.ts';

/** What the audit reads and its repairs change. */
export interface AuditDeps {
  readonly db: Db;
  readonly client: Client;
  /** Identifies the installation: several may share a namespace. */
  readonly taskQueue: string;
  readonly clock: Clock;
  readonly policy: Policy;
  /** The emails of the app. */
  readonly content: Compiled;
  readonly newId: () => string;
}

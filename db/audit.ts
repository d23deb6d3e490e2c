import type { Instant } from '../domain/clock.ts';
import type { Db } from './database.ts';

interface AuditEntry {
  readonly id: string;
  readonly at: Instant;
  readonly principal: string;
  /** The procedure: `campaigns.launch`. */
  readonly action: string;
  /** What it was done to: an id. */
  readonly subject: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Keeps who did what. */
export async function audit(db: Db, { at, detail = {}, ...entry }: AuditEntry): Promise<void> {
  await db
    .insertInto('auditLog')
    .values({ ...entry, at: new Date(at), detail: JSON.stringify(detail) })
    .execute();
}

import { userInfo } from 'node:os';
import { beginAct, endAct } from '../db/system/audit.ts';
import type { Db } from '../db/database.ts';
import { bareError } from '../domain/text/bare-error.ts';
import type { Clock } from '../domain/time/clock.ts';

interface OwnAct {
  /** The name of the API procedure that does the same, or a name in that style. */
  readonly action: string;
  readonly subjects?: readonly string[];
  /** Ids, codes and numbers; no names, addresses or free text. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** The principal of the command line. */
export const ownPrincipal = (): string => `cli/${userInfo().username}`;

/** Adds an act of the command line to the audit log. Only for acts that go to the database directly: the API logs its own.
 * @param subjectsOf the ids of what the act created or changed */
export async function auditedAct<T>(
  { db, clock, newId }: { readonly db: Db; readonly clock: Clock; readonly newId: () => string },
  { action, subjects = [], detail = {} }: OwnAct,
  run: () => Promise<T>,
  subjectsOf: (result: T) => readonly string[] = () => [],
): Promise<T> {
  const id = newId();
  await beginAct(db, { id, at: clock.now(), principal: ownPrincipal(), action, subjects, detail });
  try {
    const result = await run();
    await endAct(db, id, { outcome: 'done', subjects: subjectsOf(result), detail: {} });
    return result;
  } catch (error) {
    await endAct(db, id, { outcome: 'refused', subjects: [], detail: { code: bareError(error).code } });
    throw error;
  }
}

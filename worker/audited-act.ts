import { userInfo } from 'node:os';
import { beginAct, endAct } from '../db/system/audit.ts';
import type { Db } from '../db/database.ts';
import { bareError } from '../domain/text/bare-error.ts';
import type { Clock } from '../domain/time/clock.ts';

interface OwnAct {
  /** As the procedure that does the same is called, or would be. */
  readonly action: string;
  readonly subjects?: readonly string[];
  /** Ids, codes and numbers; nobody's name, address or words. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Who is at the command line. */
export const ownPrincipal = (): string => `cli/${userInfo().username}`;

/** Saves what the command line does to the database by itself: no API, which would save it, is asked. @param subjectsOf ids of what came of it */
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

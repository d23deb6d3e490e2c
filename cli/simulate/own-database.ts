import { openDatabase, type Db } from '../../db/database.ts';
import { leavesMessage } from '../../db/system/outbox.ts';
import { startThrowawayPostgres } from '../../testing/throwaway-postgres.ts';
import type { WorldOrder } from './simulation-order.ts';

/** What has happened since somebody looked. */
export interface News {
  /** Whether something has happened to a lead. */
  hasCome: boolean;
  /** Whether a message to a lead was written. */
  isWritten: boolean;
}

/** The database of one simulation, dropped after use. */
export interface OwnDatabase extends AsyncDisposable {
  readonly db: Db;
  readonly news: News;
}

/** Opens an empty database for a simulation, on a Postgres that it starts unless the order hands one in. */
export async function openOwnDatabase({ postgres, signal }: WorldOrder): Promise<OwnDatabase> {
  await using opened = new AsyncDisposableStack();
  const server = postgres ?? opened.use(await startThrowawayPostgres({ signal }));
  const { url } = opened.use(await server.copied());
  const news: News = { hasCome: false, isWritten: false };
  const onStatement = (text: string) => {
    news.isWritten ||= leavesMessage(text);
  };
  // What happens, happens in turn: with few connections, Postgres plans each statement once or twice.
  const db = opened.use(openDatabase(url, { max: 2, preparesAll: true, onStatement }));
  const all = opened.move();
  return { db, news, [Symbol.asyncDispose]: async () => await all.disposeAsync() };
}

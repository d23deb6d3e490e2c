import type { KyselyPlugin } from 'kysely';
import type { Db } from '../../db/database.ts';

/** The same database, which calls back after each statement, and waits for it: so that something can happen in between. */
export function afterEach(db: Db, happens: (nth: number) => Promise<unknown> | undefined): Db {
  let nth = 0;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      await happens(++nth);
      return result;
    },
  };
  return db.withPlugin(plugin);
}

/** The same database, counting statements. */
export function counted(db: Db): { readonly db: Db; readonly count: () => number } {
  let count = 0;
  return { db: afterEach(db, (nth) => ((count = nth), undefined)), count: () => count };
}

/** The same database; after its first statement, which is the claim, something happens. */
export const afterClaim = (db: Db, happens: () => Promise<unknown>): Db =>
  afterEach(db, (nth) => (nth === 1 ? happens() : undefined));

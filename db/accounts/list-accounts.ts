import { sql } from 'kysely';
import type { AccountKind } from '../columns.ts';
import type { Db } from '../database.ts';
import { accountsWith, wordsOf } from '../leads/find-leads.ts';

interface AccountFilter {
  /** Each word begins a word of the name or the domain. */
  readonly text?: string | undefined;
  readonly ownerId?: string | undefined;
  readonly kind?: AccountKind | undefined;
}

/** How a list of accounts is sorted: by which column, and in which direction. */
export const accountSorts = {
  name: { column: 'accounts.name', direction: 'asc' },
  newest: { column: 'accounts.id', direction: 'desc' },
} as const;

interface AccountPage {
  readonly sort: keyof typeof accountSorts;
  /** The id of the last account on the previous page. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page of companies, each with its owner and their team, and how many people and open deals it has. */
export async function listAccounts(db: Db, { text, ownerId, kind }: AccountFilter, { sort, after, limit }: AccountPage) {
  const { column, direction } = accountSorts[sort];
  const words = text === undefined ? [] : await wordsOf(db, text);
  const last = sql`(select ${sql.raw(column)}, accounts.id from accounts where accounts.id = ${after ?? null})`;
  return await db
    .selectFrom('accounts')
    .leftJoin('reps', 'reps.id', 'accounts.ownerId')
    .leftJoin('teams', 'teams.id', 'reps.teamId')
    .where('accounts.duplicateOf', 'is', null)
    .where((eb) =>
      eb.and([
        ...words.map((word) => sql<boolean>`accounts.id in (${accountsWith(word)})`),
        ...(ownerId === undefined ? [] : [eb('accounts.ownerId', '=', ownerId)]),
        ...(kind === undefined ? [] : [eb('accounts.kind', '=', kind)]),
        ...(after === undefined
          ? []
          : [sql<boolean>`(${sql.raw(column)}, accounts.id) ${sql.raw(direction === 'asc' ? '>' : '<')} ${last}`]),
      ]),
    )
    .select(['accounts.id', 'accounts.name', 'accounts.domain', 'accounts.kind', 'accounts.size', 'accounts.industry'])
    .select(['accounts.region', 'reps.name as owner', 'teams.slug as team'])
    .select([
      sql<number>`(select count(*)::int from leads where account_id = accounts.id and duplicate_of is null and erased_at is null)`.as(
        'people',
      ),
      sql<number>`(select count(*)::int from opportunities where account_id = accounts.id and closed_at is null)`.as('openDeals'),
    ])
    .orderBy(sql.raw(column), direction)
    .orderBy('accounts.id', direction)
    .limit(limit)
    .execute();
}

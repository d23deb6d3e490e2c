import { accountById } from '../../db/accounts/account-people.ts';
import { brakesAt } from '../../db/campaigns/brakes.ts';
import { listSuppressions } from '../../db/contact/suppression-list.ts';
import type { Trx } from '../../db/database.ts';
import { inOneTransaction } from '../../db/in-transaction.ts';
import { countNotes } from '../../db/undo/merged-accounts.ts';
import { reasonSpec } from '../../domain/contact/suppression.ts';
import type { Change } from '../../domain/lead/change.ts';
import { sentence } from '../../domain/text/words.ts';
import { apiRoles } from '../../domain/people/roles.ts';
import { mergeAccounts, type AccountFault } from '../../services/merge/merge-accounts.ts';
import { unmergeAccounts } from '../../services/merge/unmerge-accounts.ts';
import { accountNamed } from '../campaigns/account-named.ts';
import { Refusal } from '../procedures/refusal.ts';
import { repOfTeam, type Asker } from '../tasks/team.ts';

interface Pair {
  /** Ids or domains. */
  readonly keep: string;
  readonly drop: string;
  readonly dryRun: boolean;
}

/** Makes two accounts one, or says what would become of them. @throws Refusal for the same account twice, or one of another team */
export async function mergeTwo(asker: Asker, { keep, drop, dryRun }: Pair) {
  const { db, clock, principal } = asker;
  const [keptId, droppedId] = [await mayMerge(asker, keep), await mayMerge(asker, drop)];
  const at = clock.now();
  return await inOneTransaction(
    db,
    async (trx) => {
      const [kept, dropped, notes] = [await known(trx, keptId), await known(trx, droppedId), await countNotes(trx, droppedId)];
      const holds = await brakesAt(trx, droppedId, at);
      const done = await mergeAccounts(trx, asker, { keptId, droppedId, at, by: principal.name });
      if (typeof done === 'string') throw refusalOf(done, drop);
      const count = (table: string) => done.moved.find((one) => one.table === table)?.keys.length ?? 0;
      const becomes = await known(trx, keptId);
      const closed = await listSuppressions(trx, { account: { id: keptId, domain: null }, past: false, limit: MOST_CLOSED }, at);
      return {
        accountId: keptId,
        droppedId,
        /** What changes in the kept account. */
        fields: changesOf(kept, becomes),
        /** How many of each go over to the kept account; `holds` are campaigns that are paused or stopped for its people. */
        moves: { people: count('leads'), tasks: count('tasks'), deals: count('opportunities'), notes, holds: holds.length },
        /** What is closed for everybody at the kept account from then on. */
        closed: closed.map(({ channel, reason }) => ({ channel, reason, label: reasonSpec(reason).label })),
        next: dryRun ? notYet(ownerOf(becomes, dropped)) : nextOf(becomes, dropped),
        undo: dryRun ? undefined : 'accounts.unmerge',
      };
    },
    dryRun,
  );
}

const MOST_CLOSED = 50;

/** The id of one of the two. @throws Refusal for an account that is unknown, or whose owner is not of the manager's team */
async function mayMerge(asker: Asker, named: string): Promise<string> {
  const id = await accountNamed(asker, named);
  const { ownerId } = await known(asker.db, id);
  if (ownerId !== null && apiRoles[asker.principal.role].changes !== 'all') await repOfTeam(asker, ownerId);
  return id;
}

const known = async (db: Trx | Asker['db'], id: string) => (await accountById(db, id))!;

type Known = Awaited<ReturnType<typeof known>>;

const changesOf = (before: Known, after: Known): readonly Change[] =>
  (
    [
      ['name', 'name'],
      ['relationship', 'kind'],
      ['owner', 'owner'],
      ['size', 'size'],
      ['industry', 'industry'],
      ['region', 'region'],
    ] as const
  ).flatMap(([field, column]) =>
    before[column] === after[column] ? [] : [{ field, before: textOf(before[column]), after: textOf(after[column]) }],
  );

const textOf = (value: string | number | null): string | null => (value === null ? null : String(value));

const notYet = (owner: string): string =>
  sentence('Nothing is merged yet.', owner && `After the merge, ${owner}`, 'Repeat the call without dryRun to merge.');

const nextOf = (kept: Known, dropped: Known): string =>
  sentence(
    `${kept.name} and ${dropped.name} are now one company` +
      (dropped.domain === null ? '.' : `, and so is everyone who writes from ${dropped.domain}.`),
    ownerOf(kept, dropped),
  );

/** Who owns the account after a merge; empty if nobody loses it. */
const ownerOf = (kept: Known, dropped: Known): string =>
  dropped.owner === null || dropped.ownerId === kept.ownerId ? '' : `${kept.owner} owns it; ${dropped.owner} no longer does.`;

const refusalOf = (fault: AccountFault, drop: string): Refusal =>
  fault === 'same'
    ? new Refusal('CONFLICT', 'Both names refer to the same account.', {
        code: 'sameAccount',
        value: drop,
        todo: 'Name two accounts.',
      })
    : new Refusal('CONFLICT', 'One of them has just been merged by somebody else.', {
        code: 'mergedBefore',
        value: drop,
        todo: 'Ask again.',
      });

/** Undoes the latest merge into an account. @throws Refusal if there is none, or the account is of another team */
export async function unmergeOne(asker: Asker, named: string) {
  const { db, clock, principal } = asker;
  const keptId = await mayMerge(asker, named);
  const order = { keptId, at: clock.now(), by: principal.name };
  const undone = await db.transaction().execute(async (trx) => await unmergeAccounts(trx, asker, order));
  if (!undone)
    throw new Refusal('CONFLICT', 'No account was merged into this one, or the merge was undone.', {
      code: 'notMerged',
      value: named,
      todo: 'See which accounts are in it: `merged` of the account.',
    });
  const { kept, droppedId, dropped, left } = undone;
  return {
    accountId: keptId,
    droppedId,
    next:
      `${kept} and ${dropped} are two companies again, as before. People who were added since the merge stay with the first, and what was closed ` +
      'since is closed for both.',
    /** What nobody can take back, in words. */
    remains: left.map((column) => `${column} has changed since, so it stays as it is.`),
  };
}

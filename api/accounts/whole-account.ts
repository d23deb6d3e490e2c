import { accountById, peopleAt } from '../../db/accounts/account-people.ts';
import { brakesAt } from '../../db/campaigns/brakes.ts';
import { listSuppressions } from '../../db/contact/suppression-list.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { mergedInto } from '../../db/undo/merges.ts';
import { reasonSpec } from '../../domain/contact/suppression.ts';
import { accountNamed } from '../campaigns/account-named.ts';
import { openDeals } from '../deals/list.ts';
import { mayOpen } from '../leads/suppressions.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { inIso } from '../procedures/iso.ts';
import { recordLeadRead } from '../procedures/rights.ts';
import { personOf } from '../tasks/sheet/account.ts';

/** How many people of a company are shown, and how many closings; `leads.list` has all of them. */
const MOST_PEOPLE = 100;
const MOST_CLOSED = 50;

/**
 * A company with its owner and people, the roles that nobody there has, its open deals, and what holds our messages to it.
 * @throws Refusal if there is none
 */
export async function wholeAccount(deps: ApiDeps, principal: Principal, named: string) {
  const { db, policy, clock } = deps;
  const accountId = await accountNamed(deps, named);
  const now = clock.now();
  const { kind, alias, ownerId, owner, team, ...account } = (await accountById(db, accountId))!;
  const [people, deals, closed, brakes, merged] = await Promise.all([
    peopleAt(db, { accountId }, MOST_PEOPLE),
    openDeals(deps, { accountId }),
    listSuppressions(db, { account: { id: accountId, domain: account.domain }, past: false, limit: MOST_CLOSED }, now),
    brakesAt(db, accountId, now),
    mergedInto(db, 'accounts', accountId),
  ]);
  for (const { id } of people) await recordLeadRead(deps, principal, 'accounts.get', id);
  const roles = new Set<string>(people.map(({ persona }) => persona));
  return {
    ...account,
    relationship: kind,
    alias: alias ?? undefined,
    owner: ownerId === null ? undefined : { repId: ownerId, name: owner!, team: team! },
    people: people.map((one) => personOf(policy, one)),
    /** The roles that nobody at the company has. */
    missingRoles: Object.entries(policy.personas).flatMap(([code, { label }]) => (roles.has(code) ? [] : [label])),
    deals,
    closed: closed.map(({ id, channel, reason, by, ...one }) => ({
      ...inIso({ at: one.at, until: one.until }, 'at', 'until'),
      id,
      channel,
      reason,
      label: reasonSpec(reason).label,
      by,
      mayOpen: mayOpen(principal.role, { reason }),
    })),
    /** Campaigns that are held or stopped for this company. */
    brakes: brakes.map((brake) => inIso(brake, 'at', 'until')),
    /** The names of the accounts that were merged into this one, the latest last. */
    merged,
  };
}

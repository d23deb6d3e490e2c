import { livingCampaign } from '../../db/campaigns/reopen.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';
import { inOneTransaction } from '../../db/in-transaction.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import type { MovedRows } from '../../db/undo/moved-rows.ts';
import { mergeLeads, type MergeFault } from '../../services/merge/merge-leads.ts';
import { unmergeLeads } from '../../services/merge/unmerge-leads.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { iso } from '../procedures/iso.ts';
import { leadIdOf } from '../procedures/lead-id.ts';
import { notFound, Refusal, type Refused } from '../procedures/refusal.ts';
import { mustChangeLead } from '../procedures/rights.ts';
import { reachedBy } from './reached-by.ts';

interface Pair {
  /** Ids or addresses. */
  readonly keep: string;
  readonly drop: string;
  readonly dryRun: boolean;
}

/** Makes two leads one, or says what would become of them. @throws Refusal for leads that can't be merged, or that are not the caller's */
export async function merge(deps: ApiDeps, by: Principal, { keep, drop, dryRun }: Pair) {
  const { db, clock, policy, channels } = deps;
  const [keptId, droppedId] = [await mayMerge(deps, by, keep), await mayMerge(deps, by, drop)];
  const at = clock.now();
  const merged = await inOneTransaction(
    db,
    async (trx) => {
      const [stays, ends] = [await livingCampaign(trx, keptId), await livingCampaign(trx, droppedId)];
      const done = await mergeLeads(trx, deps, { keptId, droppedId, at, by: by.name });
      if (typeof done === 'string') throw refusalOf(done, { keep, drop });
      return { ...done, stays, ends, permissions: await permissionsOf(trx, keptId) };
    },
    dryRun,
  );
  const { kept, dropped, fields, moved, stays, ends, permissions } = merged;
  const reached = Object.entries(reachedBy(channels, policy.consent, permissions, at));
  return {
    leadId: keptId,
    droppedId,
    /** What changes in the fields of the kept lead. */
    fields,
    /** By which channels the kept lead may be reached from then on. */
    reachable: Object.fromEntries(
      reached.map(([channel, verdict]) => [channel, verdict.may ? verdict : { ...verdict, until: iso(verdict.until) }]),
    ),
    /** How many of each go over to the kept lead. */
    moves: countsOf(moved),
    campaign: { stays: stays ?? null, ends: ends ?? null },
    next: dryRun
      ? 'Nothing is merged yet. Repeat the call without dryRun to merge.'
      : nextOf(kept.email, dropped.email, { stays, ends }),
    undo: dryRun ? undefined : 'leads.unmerge',
  };
}

/** The id of one of the two. @throws Refusal for a lead that is unknown, or not the caller's */
async function mayMerge(deps: ApiDeps, by: Principal, named: string): Promise<string> {
  const id = named.includes('@') ? await leadIdOf(deps.db, named) : named;
  if (id === undefined) throw notFound('lead', named);
  await mustChangeLead(deps, by, id);
  return id;
}

const nextOf = (kept: string, dropped: string, { stays, ends }: { readonly stays?: string; readonly ends?: string }): string =>
  [
    `Everything that comes from ${dropped} now belongs to ${kept}.`,
    stays === undefined ? 'The lead is in no campaign.' : `The lead stays in the campaign "${stays}".`,
    ...(ends === undefined ? [] : [`The campaign "${ends}" ends for ${dropped}.`]),
  ].join(' ');

/** What people count, by the tables that have it. */
const counted: Readonly<Record<string, string>> = {
  touches: 'messages',
  engagements: 'acts',
  tasks: 'tasks',
  opportunities: 'deals',
  notes: 'notes',
};

const countsOf = (moved: readonly MovedRows[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(counted).map(([table, name]) => [name, moved.find((one) => one.table === table)?.keys.length ?? 0]),
  );

const refusals: Readonly<Record<Exclude<MergeFault, 'unknown'>, Pick<Refused, 'code' | 'message' | 'todo'>>> = {
  same: { code: 'sameLead', message: 'Both names refer to the same lead.', todo: 'Name two leads.' },
  erased: { code: 'erased', message: 'One of them was erased.' },
  mergedBefore: { code: 'mergedBefore', message: 'One of them was merged before.', todo: 'Name the lead that was kept.' },
  keepOther: {
    code: 'keepOther',
    message: 'Sales is working with the lead that you want to drop, or it is closer to a purchase.',
    todo: 'Keep that one, and drop the other.',
  },
  bothWithSales: {
    code: 'bothWithSales',
    message: 'Sales is working with both leads.',
    todo: 'Have the rep of one of them report first, or take that lead back (leads.takeBack).',
  },
};

function refusalOf(fault: MergeFault, { keep, drop }: Pick<Pair, 'keep' | 'drop'>): Refusal {
  if (fault === 'unknown') return notFound('lead', `${keep} or ${drop}`);
  const { message, ...rest } = refusals[fault];
  return new Refusal('CONFLICT', message, { ...rest, value: drop });
}

/** Undoes the latest merge into a lead. @throws Refusal if there is none */
export async function unmerge(deps: ApiDeps, by: Principal, leadId: string) {
  const { db, clock } = deps;
  const order = { keptId: leadId, at: clock.now(), by: by.name, clock: clock.spec };
  const undone = await db.transaction().execute(async (trx) => await unmergeLeads(trx, deps, order));
  if (!undone)
    throw new Refusal('CONFLICT', 'No lead was merged into this one, or the merge was undone.', {
      code: 'notMerged',
      value: leadId,
      todo: 'See the story of the lead.',
    });
  const { kept, dropped, left, goesOn } = undone;
  return {
    leadId,
    droppedId: dropped.id,
    next:
      `${kept.email} and ${dropped.email} are two leads again, as before.` +
      (goesOn ? ` ${dropped.email} continues in its programs.` : '') +
      ' Everything that came in since the merge stays with the first, and what was closed since then is closed for both.',
    /** What nobody can take back, in words. */
    remains: left.map((column) => `${column} has changed since, so it stays as it is.`),
  };
}

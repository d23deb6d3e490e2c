import { knownActs } from '../../db/engagements/engagements.ts';
import type { Trx } from '../../db/database.ts';
import { waitBriefly } from '../../db/in-transaction.ts';
import { erasedAmong } from '../../db/leads/erase-lead.ts';
import { ofPool, shared } from '../../db/shared.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { recordEngagement } from '../../services/engagements/record-engagement.ts';
import { isPlainAct, recordPlainActs } from '../../services/engagements/record-plain-acts.ts';
import { enterStanding } from '../../services/intake/enter-standing.ts';
import { saveLeads, type SavedLead } from '../../services/leads/save-leads.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { actOf, type Captured, type TakingIn } from './take-in.ts';

type TakeDeps = Pick<ApiDeps, 'clock' | 'policy' | 'newId' | 'settings'>;

interface Coming {
  readonly deps: TakeDeps;
  readonly taking: TakingIn;
}

/** How many leads that come at the same time, each in a request of its own, share a transaction. */
const TOGETHER = 40;

const takeTogether = ofPool((db) =>
  shared(
    (coming: readonly Coming[]): Promise<(Captured | undefined)[]> =>
      db.transaction().execute(async (trx) => {
        await waitBriefly(trx);
        return await takeAllIn(
          trx,
          coming[0]!.deps,
          coming.map(({ taking }) => taking),
        );
      }),
    TOGETHER,
    ({ taking }) => taking.lead.emailKey,
    () => Promise.resolve(undefined),
  ),
);

/**
 * Takes in a lead that came alone, together with others that did; with an act that changes nothing but the lead's score and what its
 * programs know, or with none.
 * @returns undefined if it has to be taken in alone; nothing was saved then
 */
export async function takeInTogether({ db, ...deps }: ApiDeps, taking: TakingIn): Promise<Captured | undefined> {
  const now = deps.clock.now();
  const act = actOf(taking, taking.lead.emailKey, now);
  return act && !isPlainAct(deps.policy, act, now) ? undefined : await takeTogether(db)({ deps, taking });
}

/** As `takeIn`, for several leads. @throws an error if one of them needs more than others: it is found out when each is taken in alone */
async function takeAllIn(trx: Trx, deps: TakeDeps, all: readonly TakingIn[]): Promise<Captured[]> {
  const { clock, policy, newId } = deps;
  const at = clock.now();
  const saved = await saveAll(trx, deps, all, at);
  const captured = [];
  for (const [n, { source }] of all.entries()) {
    const { id: leadId, created, held } = saved[n]!;
    const refused = await enterStanding(trx, policy, newId, { leadId, source, purpose: 'marketing', at });
    captured.push({ leadId, created, held, notEnrolled: refused?.because });
  }
  const acts = all.flatMap((taking, n) => actOf(taking, saved[n]!.id, at) ?? []);
  if (new Set(acts.map(({ id }) => id)).size < acts.length) throw new Error('two acts have the same id');
  const recorded = new Map(
    await recordPlainActs(
      trx,
      policy,
      newId,
      acts.map((engagement) => ({ engagement })),
      at,
    ),
  );
  for (const act of acts.filter(({ id }) => !recorded.has(id)))
    recorded.set(act.id, (await recordEngagement(trx, policy, newId, act, at)).fresh);
  const repeated = acts.filter(({ id }) => recorded.get(id) === false);
  if ((await knownActs(trx, repeated)).size < repeated.length) throw new Error('an act has the id of another one');
  return captured;
}

/** Saves the leads, of each API key together. @returns them in the order of `all` */
async function saveAll(
  trx: Trx,
  { policy, newId, settings }: TakeDeps,
  all: readonly TakingIn[],
  at: Instant,
): Promise<SavedLead[]> {
  const erased = await erasedAmong(
    trx,
    all.map(({ lead }) => lead.emailKey),
  );
  if (erased.size > 0) throw new Error('one of them asked to be erased');
  const saved = new Map<string, SavedLead>();
  for (const [key, those] of Map.groupBy(all, (taking) => taking.key)) {
    const leads = those.map(({ lead }) => lead);
    const saving = { policy, at, newId, consents: 'add', by: 'system', key, zone: settings.defaultZone } as const;
    for (const lead of await saveLeads(trx, leads, saving)) for (const named of lead.named) saved.set(named, lead);
  }
  const found = all.flatMap(({ lead }) => saved.get(lead.emailKey) ?? []);
  if (new Set(found.map(({ id }) => id)).size < all.length) throw new Error('two of them are the same lead');
  return found;
}

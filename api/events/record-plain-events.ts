import { knownActs } from '../../db/engagements/engagements.ts';
import type { NewEngagement } from '../../db/engagements/new-engagement.ts';
import type { Db } from '../../db/database.ts';
import { waitBriefly } from '../../db/in-transaction.ts';
import { leadsNamed, type NamedLead } from '../../db/leads/leads.ts';
import { ofPool, shared } from '../../db/shared.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { isPlainAct, recordPlainActs } from '../../services/engagements/record-plain-acts.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { otherBody } from '../procedures/idempotent.ts';
import type { Refused } from '../procedures/refusal.ts';
import type { ReadEvent, RefusedEvent } from './read-event.ts';

/** The result of an event. */
export type EventResult =
  | { readonly id: string; readonly status: 'recorded' | 'repeated'; readonly leadId: string }
  | { readonly id?: string; readonly status: 'refused'; readonly refused: Refused };

export const refused = ({ refusal, id }: RefusedEvent): EventResult => ({ id, status: 'refused', refused: refusal.data });

/** An event, and who sent it. */
export interface SentEvent {
  readonly event: ReadEvent;
  readonly by: Principal;
}

/** The same with its lead, if that is known. */
export interface Report extends SentEvent {
  readonly known: NamedLead | undefined;
}

export async function withLeads(db: Db, sent: readonly SentEvent[]): Promise<Report[]> {
  const named = [...new Set(sent.map(({ event }) => event.mailbox))];
  const found = await leadsNamed(db, {
    ids: named.filter((one) => !one.includes('@')),
    emailKeys: named.filter((one) => one.includes('@')),
  });
  const leads = new Map(found.flatMap((lead) => [[lead.named, lead], [lead.emailKey, lead]] as const)); // prettier-ignore
  return sent.map((one) => ({ ...one, known: leads.get(one.event.mailbox) }));
}

export const engagementOf = ({ event, by }: SentEvent, leadId: string, now: number): NewEngagement => ({
  ...event.act,
  at: event.act.at ?? now,
  leadId,
  source: `events/${by.name}`,
});

type RecordDeps = Pick<ApiDeps, 'clock' | 'policy' | 'newId'>;

/**
 * Records in one transaction those of some events that are plain acts, one of each lead.
 * @returns the result of each that it recorded
 */
export async function recordPlainEvents(
  db: Db,
  { clock, policy, newId }: RecordDeps,
  reports: readonly Report[],
): Promise<ReadonlyMap<ReadEvent, EventResult>> {
  const now = clock.now();
  const plain = reports.flatMap((report) => {
    const act = report.known && engagementOf(report, report.known.id, now);
    return act && isPlainAct(policy, act, now) ? [{ event: report.event, act }] : [];
  });
  const once = firstOfEach(firstOfEach(plain, ({ act }) => act.id), ({ act }) => act.leadId); // prettier-ignore
  const acts = once.map(({ act }) => ({ engagement: act }));
  const taken = await recordPlainActs(db, policy, newId, acts, now);
  const known = await knownActs(
    db,
    once.flatMap(({ act }) => (taken.get(act.id) === false ? [act] : [])),
  );
  const resultOf = ({ id, leadId }: NewEngagement): EventResult => {
    if (taken.get(id)) return { id, status: 'recorded', leadId };
    return known.has(id) ? { id, status: 'repeated', leadId } : refused({ id, refusal: otherBody(id) });
  };
  return new Map(once.filter(({ act }) => taken.has(act.id)).map(({ event, act }) => [event, resultOf(act)]));
}

const firstOfEach = <T>(items: readonly T[], of: (item: T) => unknown): T[] =>
  [...Map.groupBy(items, of).values()].map(([first]) => first!);

/** How many events that arrive at the same time, each in a request of its own, share a transaction. */
const TOGETHER = 40;

const recordTogether = ofPool((db) =>
  shared(
    (sent: readonly (SentEvent & { readonly deps: RecordDeps })[]): Promise<(EventResult | undefined)[]> =>
      db.transaction().execute(async (trx) => {
        await waitBriefly(trx);
        const recorded = await recordPlainEvents(trx, sent[0]!.deps, await withLeads(trx, sent));
        return sent.map(({ event }) => recorded.get(event));
      }),
    TOGETHER,
    ({ event }) => event.mailbox,
    () => Promise.resolve(undefined),
  ),
);

/**
 * Records an event that came alone, together with others that did.
 * @returns undefined if it is no plain act, or could not be recorded so; nothing was saved then
 */
export async function recordSingle({ db, ...deps }: ApiDeps, sent: SentEvent): Promise<EventResult | undefined> {
  const now = deps.clock.now();
  if (!isPlainAct(deps.policy, engagementOf(sent, sent.event.mailbox, now), now)) return undefined;
  return await recordTogether(db)({ ...sent, deps });
}

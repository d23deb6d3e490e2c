import { bareError } from '../../domain/text/bare-error.ts';
import { z } from 'zod';
import { despiteClashes } from '../../db/clash.ts';
import { isKnownAct, knownActs } from '../../db/engagements/engagements.ts';
import type { NewEngagement } from '../../db/engagements/new-engagement.ts';
import { leadsNamed, type NamedLead } from '../../db/leads/leads.ts';
import { isOutage } from '../../db/outage.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { rounds } from '../../domain/text/rounds.ts';
import { quantity } from '../../domain/text/words.ts';
import { recordEngagement } from '../../services/engagements/record-engagement.ts';
import { isPlainAct, recordPlainActs } from '../../services/engagements/record-plain-acts.ts';
import { capture } from '../leads/capture.ts';
import { basisInput, sourceInput } from '../import/import-input.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { otherBody } from '../procedures/idempotent.ts';
import { Refusal, type Refused } from '../procedures/refusal.ts';
import { eventInput, readEvent, refusalOf, type ReadEvent, type RefusedEvent } from './read-event.ts';

/** The most events of one request. */
const MOST = 500;

/** Events of leads, from a product, a calendar, a webinar or a website. */
export const eventsInput = z.strictObject({
  /** Each one is read separately, so that a wrong one does not hold up the others. */
  events: z.array(eventInput.or(z.unknown())).min(1).max(MOST),
  /** How to save unknown leads; without it, their events are refused. */
  create: z.strictObject({ source: sourceInput, consentBasis: basisInput }).optional(),
});

type Batch = z.output<typeof eventsInput>;

/** The result of an event. */
export type EventResult =
  | { readonly id: string; readonly status: 'recorded' | 'repeated'; readonly leadId: string }
  | { readonly id?: string; readonly status: 'refused'; readonly refused: Refused };

/**
 * Records events; one that is refused leaves the others alone. The events of one lead are recorded in their order; of those of different
 * leads, the plain ones together.
 * @throws Refusal `databaseAway`; the sender repeats the whole batch, and what was recorded changes nothing
 */
export async function recordEvents(deps: ApiDeps, by: Principal, { events, create }: Batch) {
  const read = events.map((event) => readEvent(deps, by, event));
  const reports = await withLeads(deps, read);
  const recorded = new Map<ReadEvent | RefusedEvent, EventResult>();
  for (const next of rounds(reports, ({ event, known }) => known?.id ?? event.mailbox)) {
    for (const [event, result] of await recordTogether(deps, by, next)) recorded.set(event, result);
    await eachApart(
      next.filter(({ event }) => !recorded.has(event)),
      async (report) => void recorded.set(report.event, await recordAlone(deps, by, report, create)),
    );
  }
  const results = read.map((event) => recorded.get(event) ?? refused(event as RefusedEvent));
  const count = (status: EventResult['status']) => results.filter((result) => result.status === status).length;
  const wrong = count('refused');
  const next =
    wrong === 0
      ? 'All are saved.'
      : `The answer says why ${quantity(wrong, 'event')} ${wrong === 1 ? 'was' : 'were'} refused. Correct and send them again.`;
  return { recorded: count('recorded'), repeated: count('repeated'), refused: wrong, results, next };
}

/** An event, and its lead if that is known. */
interface Report {
  readonly event: ReadEvent;
  readonly known: NamedLead | undefined;
}

async function withLeads({ db }: ApiDeps, read: readonly (ReadEvent | RefusedEvent)[]): Promise<Report[]> {
  const events = read.filter((event) => 'act' in event);
  const named = [...new Set(events.map(({ mailbox }) => mailbox))];
  const found = await leadsNamed(db, {
    ids: named.filter((one) => !one.includes('@')),
    emailKeys: named.filter((one) => one.includes('@')),
  });
  const leads = new Map(found.flatMap((lead) => [[lead.named, lead], [lead.emailKey, lead]] as const)); // prettier-ignore
  return events.map((event) => ({ event, known: leads.get(event.mailbox) }));
}

/**
 * Records those of some events of different leads that are plain acts, in one transaction. If it fails, one of them is at fault;
 * recording each separately shows which.
 */
async function recordTogether(
  { db, clock, policy, newId, log }: ApiDeps,
  by: Principal,
  reports: readonly Report[],
): Promise<ReadonlyMap<ReadEvent, EventResult>> {
  const now = clock.now();
  const plain = reports.flatMap(({ event, known }) => {
    const act = known && engagementOf(event, known.id, by, now);
    return act && isPlainAct(policy, act, now) ? [{ event, act }] : [];
  });
  const once = [...Map.groupBy(plain, ({ act }) => act.id).values()].map(([first]) => first!);
  if (once.length === 0) return new Map();
  const acts = once.map(({ act }) => act);
  try {
    const taken = await despiteClashes(() =>
      recordPlainActs(
        db,
        policy,
        newId,
        acts.map((engagement) => ({ engagement })),
        now,
      ),
    );
    const known = await knownActs(
      db,
      acts.filter(({ id }) => taken.get(id) === false),
    );
    const resultOf = ({ id, leadId }: NewEngagement): EventResult => {
      if (taken.get(id)) return { id, status: 'recorded', leadId };
      return known.has(id) ? { id, status: 'repeated', leadId } : refused({ id, refusal: otherBody(id) });
    };
    return new Map(once.filter(({ act }) => taken.has(act.id)).map(({ event, act }) => [event, resultOf(act)]));
  } catch (error) {
    if (isOutage(error)) throw error;
    log.warn(
      { error: bareError(error), events: acts.length },
      'The events could not be recorded together, so each is recorded on its own.',
    );
    return new Map();
  }
}

async function recordAlone(
  deps: ApiDeps,
  by: Principal,
  { event, known }: Report,
  create: Batch['create'],
): Promise<EventResult> {
  const { db, clock, policy, newId } = deps;
  const { id, lead, act } = event;
  try {
    if (!known) {
      if (!create || !lead.includes('@')) throw unknownLead(lead);
      const added = await capture(deps, { lead: { email: lead }, ...create, key: by.name, engagement: act });
      return { id, status: 'recorded', leadId: added.leadId };
    }
    const now = clock.now();
    const engagement = engagementOf(event, known.id, by, now);
    const { fresh } = await despiteClashes(() => recordEngagement(db, policy, newId, engagement, now));
    if (!fresh && !(await isKnownAct(db, engagement))) throw otherBody(id);
    return { id, status: fresh ? 'recorded' : 'repeated', leadId: known.id };
  } catch (caught) {
    if (isOutage(caught)) throw caught;
    return refused({ id, refusal: refusalOf(deps, caught) });
  }
}

const engagementOf = ({ act }: ReadEvent, leadId: string, by: Principal, now: number): NewEngagement => ({
  ...act,
  at: act.at ?? now,
  leadId,
  source: `events/${by.name}`,
});

/** Events that are recorded at the same time, each with a connection of its own. */
const AT_ONCE = 4;

async function eachApart<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const work = async () => {
    for (const item of left) await act(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

const refused = ({ refusal, id }: RefusedEvent): EventResult => ({ id, status: 'refused', refused: refusal.data });

const unknownLead = (lead: string): Refusal =>
  new Refusal('NOT_FOUND', `There is no lead ${lead}.`, {
    code: 'leadUnknown',
    field: 'lead',
    value: lead,
    todo: 'Add the lead first (leads.add), or send "create" with the source and the consent basis of new leads.',
  });

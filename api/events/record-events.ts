import { bareError } from '../../domain/text/bare-error.ts';
import { z } from 'zod';
import { despiteClashes } from '../../db/clash.ts';
import { isKnownAct } from '../../db/engagements/engagements.ts';
import { isOutage } from '../../db/outage.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { rounds } from '../../domain/text/rounds.ts';
import { quantity } from '../../domain/text/words.ts';
import { recordEngagement } from '../../services/engagements/record-engagement.ts';
import { capture } from '../leads/capture.ts';
import { basisInput, sourceInput } from '../import/import-input.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { otherBody } from '../procedures/idempotent.ts';
import { databaseAway, Refusal } from '../procedures/refusal.ts';
import { eventInput, readEvent, refusalOf, type EventDeps, type ReadEvent, type RefusedEvent } from './read-event.ts';
import {
  engagementOf,
  recordPlainEvents,
  recordSingle,
  refused,
  withLeads,
  type EventResult,
  type Report,
} from './record-plain-events.ts';

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

/**
 * Records events; one that is refused leaves the others alone. The events of one lead are recorded in their order; of those of different
 * leads, the plain ones together.
 * @throws Refusal `databaseAway`; the sender repeats the whole batch with its key, and what was recorded changes nothing
 */
export async function recordEvents(deps: EventDeps, by: Principal, { events, create }: Batch) {
  const read = events.map((event, place) => readEvent(deps, by, event, place));
  const recorded = new Map<ReadEvent | RefusedEvent, EventResult>();
  const sent = read.flatMap((event) => ('act' in event ? [{ event, by }] : []));
  const [first] = sent;
  const single = first && sent.length === 1 ? await recordSingle(deps, first) : undefined;
  if (single) recorded.set(first!.event, single);
  else await recordAll(deps, await withLeads(deps.db, sent), create, recorded).catch(asInterrupted);
  const results = read.map((event) => recorded.get(event) ?? refused(event as RefusedEvent));
  const count = (status: EventResult['status']) => results.filter((result) => result.status === status).length;
  const wrong = count('refused');
  const next =
    wrong === 0
      ? 'All are saved.'
      : `The answer says why ${quantity(wrong, 'event')} ${wrong === 1 ? 'was' : 'were'} refused. Correct and send them again.`;
  return { recorded: count('recorded'), repeated: count('repeated'), refused: wrong, results, next };
}

function asInterrupted(error: unknown): never {
  throw isOutage(error) ? databaseAway(error, 'a part of the batch may be saved') : error;
}

async function recordAll(
  deps: ApiDeps,
  reports: readonly Report[],
  create: Batch['create'],
  recorded: Map<ReadEvent | RefusedEvent, EventResult>,
): Promise<void> {
  for (const next of rounds(reports, ({ event, known }) => known?.id ?? event.mailbox)) {
    for (const [event, result] of await recordTogether(deps, next)) recorded.set(event, result);
    await eachApart(
      next.filter(({ event }) => !recorded.has(event)),
      async (report) => void recorded.set(report.event, await recordAlone(deps, report, create)),
    );
  }
}

/** Records those of some events of different leads that are plain acts. If it fails, one of them is at fault; recording each separately shows which. */
async function recordTogether(deps: ApiDeps, reports: readonly Report[]): Promise<ReadonlyMap<ReadEvent, EventResult>> {
  try {
    return await despiteClashes(() => recordPlainEvents(deps.db, deps, reports));
  } catch (error) {
    if (isOutage(error)) throw error;
    deps.log.warn(
      { error: bareError(error), events: reports.length },
      'The events could not be recorded together, so each is recorded on its own.',
    );
    return new Map();
  }
}

async function recordAlone(deps: ApiDeps, report: Report, create: Batch['create']): Promise<EventResult> {
  const { db, clock, policy, newId } = deps;
  const { event, by, known } = report;
  const { id, lead, act } = event;
  try {
    if (!known) {
      if (!create || !lead.includes('@')) throw unknownLead(lead);
      const added = await capture(deps, { lead: { email: lead }, ...create, key: by.name, engagement: act });
      return { id, status: 'recorded', leadId: added.leadId };
    }
    const now = clock.now();
    const engagement = engagementOf(report, known.id, now);
    const { fresh } = await despiteClashes(() => recordEngagement(db, policy, newId, engagement, now));
    if (!fresh && !(await isKnownAct(db, engagement))) throw otherBody(id);
    return { id, status: fresh ? 'recorded' : 'repeated', leadId: known.id };
  } catch (caught) {
    if (isOutage(caught)) throw caught;
    return refused({ id, refusal: refusalOf(deps, caught) });
  }
}

/** Events that are recorded at the same time, each with a connection of its own. */
const AT_ONCE = 4;

async function eachApart<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const work = async () => {
    for (const item of left) await act(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

const unknownLead = (lead: string): Refusal =>
  new Refusal('NOT_FOUND', `There is no lead ${lead}.`, {
    code: 'leadUnknown',
    field: 'lead',
    value: lead,
    todo: 'Add the lead first (leads.add), or send "create" with the source and the consent basis of new leads.',
  });

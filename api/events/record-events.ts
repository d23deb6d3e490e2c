import { v5 } from 'uuid';
import { z } from 'zod';
import { despiteClashes } from '../../db/clash.ts';
import { isKnownAct } from '../../db/engagements/engagements.ts';
import { isOutage } from '../../db/outage.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { idsOfLeads } from '../../db/leads/leads.ts';
import { quantity } from '../../domain/text/words.ts';
import { bareError } from '../../domain/text/bare-error.ts';
import { isPlausibleAddress, matchingAddress } from '../../domain/people/address.ts';
import { recordEngagement } from '../../services/engagements/record-engagement.ts';
import { actInput, actOf } from '../leads/act-input.ts';
import { capture } from '../leads/capture.ts';
import { basisInput, sourceInput } from '../import/import-input.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { otherBody } from '../procedures/idempotent.ts';
import { leadRef } from '../procedures/instant-input.ts';
import { asRefusal, Refusal, unexpected, type Refused } from '../procedures/refusal.ts';
import { key } from '../procedures/values.ts';

/** Something that a lead did. Its id may be any text: the same id of the same sender changes nothing. */
const eventInput = actInput.extend({ id: key.optional(), lead: leadRef });

/** The most events of one request. */
const MOST = 500;

/** Events of leads, from a product, a calendar, a webinar or a website. */
export const eventsInput = z.strictObject({
  /** Each one is read by itself, so that a wrong one does not hold up the others. */
  events: z.array(eventInput.or(z.unknown())).min(1).max(MOST),
  /** How to save unknown leads; without it, their events are refused. */
  create: z.strictObject({ source: sourceInput, consentBasis: basisInput }).optional(),
});

type Batch = z.output<typeof eventsInput>;
type Event = z.output<typeof eventInput>;

/** What became of an event. */
export type EventResult =
  | { readonly id: string; readonly status: 'recorded' | 'repeated'; readonly leadId: string }
  | { readonly id?: string; readonly status: 'refused'; readonly refused: Refused };

/** Events that are recorded at the same time, each with a connection of its own. */
const AT_ONCE = 4;

/**
 * Records events, each in a transaction of its own: one that is refused leaves the others alone. The events of one lead are recorded in
 * their order.
 * @throws Refusal `databaseAway`; the sender repeats the whole batch, and what was recorded changes nothing
 */
export async function recordEvents(deps: ApiDeps, by: Principal, { events, create }: Batch) {
  const read = events.map((event) => eventInput.safeParse(event));
  const leads = await knownLeads(deps, read);
  const results: EventResult[] = [];
  const one = async (n: number): Promise<EventResult> => {
    const { success, data, error } = read[n]!;
    if (!success) return refused(asRefusal(error, { input: events[n], schema: eventInput })!);
    const id = idFor(deps, by, data.id);
    try {
      return { id, ...(await record(deps, by, { ...data, id }, { leadId: leads.get(mailboxOf(data.lead)), create })) };
    } catch (caught) {
      if (isOutage(caught)) throw caught;
      return refused(asRefusal(caught) ?? logged(deps, caught), id);
    }
  };
  const ofOneLead = Map.groupBy(read.keys(), (n) => mailboxOf(read[n]?.data?.lead ?? String(n)));
  const queues = [...ofOneLead.values()];
  const work = async () => {
    for (let queue = queues.shift(); queue; queue = queues.shift()) for (const n of queue) results[n] = await one(n);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const count = (status: EventResult['status']) => results.filter((result) => result.status === status).length;
  const wrong = count('refused');
  const next =
    wrong === 0 ? 'All are saved.' : `Correct and send the ${quantity(wrong, 'event')} again that say why they are refused.`;
  return { recorded: count('recorded'), repeated: count('repeated'), refused: wrong, results, next };
}

interface Whose {
  readonly leadId: string | undefined;
  readonly create: Batch['create'];
}

async function record(deps: ApiDeps, by: Principal, event: Event & { readonly id: string }, { leadId, create }: Whose) {
  const { db, clock, policy, newId } = deps;
  const now = clock.now();
  const { lead, ...said } = event;
  const act = actOf(deps, said);
  if (leadId === undefined) {
    if (!create || !lead.includes('@')) throw unknownLead(lead);
    const added = await capture(deps, { lead: { email: lead }, ...create, key: by.name, engagement: act });
    return { status: 'recorded', leadId: added.leadId } as const;
  }
  const engagement = { ...act, at: act.at ?? now, leadId, source: `events/${by.name}` };
  const { fresh } = await despiteClashes(() => recordEngagement(db, policy, newId, engagement, now));
  if (!fresh && !(await isKnownAct(db, engagement))) throw otherBody(event.id);
  return { status: fresh ? 'recorded' : 'repeated', leadId } as const;
}

const unknownLead = (lead: string): Refusal =>
  new Refusal('NOT_FOUND', `There is no lead ${lead}.`, {
    code: 'leadUnknown',
    field: 'lead',
    value: lead,
    todo: 'Add the lead first (leads.add), or send "create" with the source and the consent basis of new leads.',
  });

const refused = ({ data }: Refusal, id?: string): EventResult => ({ id, status: 'refused', refused: data });

function logged({ log, newId }: ApiDeps, error: unknown): Refusal {
  const id = newId();
  log.error({ error: bareError(error), path: 'events.record', id }, 'A request failed.');
  return unexpected(id);
}

/** The ids of the leads that the events name, by their mailboxes and their ids. */
async function knownLeads({ db }: ApiDeps, read: readonly { readonly data?: Event }[]): Promise<ReadonlyMap<string, string>> {
  const named = [...new Set(read.flatMap(({ data }) => (data ? [mailboxOf(data.lead)] : [])))];
  const found = await idsOfLeads(db, {
    ids: named.filter((one) => !one.includes('@')),
    emailKeys: named.filter((one) => one.includes('@')),
  });
  return new Map(found.flatMap(({ id, named: asked, emailKey }) => [[asked, id], [emailKey, id]] as const)); // prettier-ignore
}

/** What is equal for the same lead: the id, or the address without its spelling. */
const mailboxOf = (lead: string): string => (isPlausibleAddress(lead) ? matchingAddress(lead) : lead.toLowerCase());

const IDS_OF_SENDERS = 'a3c5f0de-3f0f-5d1c-9f5a-0b7f3f8f6c11';

/** The id of an event in Postgres: a sender's own ids become ours, always the same. */
const idFor = ({ newId }: ApiDeps, by: Principal, id: string | undefined): string => {
  if (id === undefined) return newId();
  return z.uuid().safeParse(id).success ? id : v5(`${by.name}/${id}`, IDS_OF_SENDERS);
};

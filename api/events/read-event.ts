import { v5 } from 'uuid';
import type { Principal } from '../../db/system/api-keys.ts';
import { bareError } from '../../domain/text/bare-error.ts';
import { isPlausibleAddress, matchingAddress } from '../../domain/people/address.ts';
import { actInput, actOf } from '../leads/act-input.ts';
import type { ApiDeps, ProcedureCall } from '../procedures/context.ts';
import { canonical } from '../procedures/idempotent.ts';
import { idInput, leadRef } from '../procedures/instant-input.ts';
import { asRefusal, unexpected, type Refusal } from '../procedures/refusal.ts';
import { key } from '../procedures/values.ts';

export type EventDeps = ApiDeps & Pick<ProcedureCall, 'idempotencyKey'>;

/** Something that a lead did. Its id may be any text: the same id of the same sender changes nothing. */
export const eventInput = actInput.extend({ id: key.optional(), lead: leadRef });

/** An event that was understood. */
export interface ReadEvent {
  /** Its id in Postgres. */
  readonly id: string;
  /** The lead as the sender wrote it, and without the spelling of an address. */
  readonly lead: string;
  readonly mailbox: string;
  readonly act: ReturnType<typeof actOf>;
}

/** An event that is refused. */
export interface RefusedEvent {
  readonly id?: string;
  readonly refusal: Refusal;
}

/** @param place its place in the batch */
export function readEvent(deps: EventDeps, by: Principal, input: unknown, place: number): ReadEvent | RefusedEvent {
  const { data, error } = eventInput.safeParse(input);
  if (!data) return { refusal: asRefusal(error, { input, schema: eventInput })! };
  const { lead, ...said } = data;
  const id = said.id === undefined ? idAt(deps, by, input, place) : idFor(by, said.id);
  try {
    return { id, lead, mailbox: mailboxOf(lead), act: actOf(deps, { ...said, id }) };
  } catch (caught) {
    return { id, refusal: refusalOf(deps, caught) };
  }
}

/** What to answer about an event that failed; what nobody expected is logged. */
export function refusalOf({ log, newId }: ApiDeps, caught: unknown): Refusal {
  const refusal = asRefusal(caught);
  if (refusal) return refusal;
  const id = newId();
  log.error({ error: bareError(caught), path: 'events.record', id }, 'A request failed.');
  return unexpected(id);
}

/** What is equal for the same lead: the id, or the address without its spelling. */
const mailboxOf = (lead: string): string => (isPlausibleAddress(lead) ? matchingAddress(lead) : lead.toLowerCase());

const IDS_OF_SENDERS = 'a3c5f0de-3f0f-5d1c-9f5a-0b7f3f8f6c11';

/** The id of an event in Postgres: a sender's own ids become ours, always the same. */
const idFor = (by: Principal, id: string): string => idInput.safeParse(id).data ?? v5(`${by.name}/${id}`, IDS_OF_SENDERS);

/** The id of an event without one. A request that was interrupted is repeated with its key: the same event at its place has the same id. */
const idAt = ({ newId, idempotencyKey }: EventDeps, by: Principal, input: unknown, place: number): string =>
  idempotencyKey === undefined ? newId() : v5(`${by.id}/${idempotencyKey}/${place}/${canonical(input)}`, IDS_OF_SENDERS);

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ContentEntry } from '../../content/entry.ts';
import { findContent } from '../../content/find-content.ts';
import { putOffTouch } from '../../db/touches/touch-settle.ts';
import { MINUTE } from '../../domain/time/duration.ts';
import type { AnyTouchOrder, TouchResult } from '../contract.ts';
import type { Deps } from '../deps.ts';
import { check } from './check.ts';
import { claim, type Claim } from './claim.ts';
import { deliveries } from './deliveries.ts';
import type { Delivery } from './delivery.ts';
import { fence } from './fence.ts';
import { createHolidays, type HolidaysOf } from './holidays.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { withPatience } from './patience.ts';
import { settle } from './settle.ts';
import { createSlots, type Slots } from './slots.ts';
import { neverSent } from './stored-result.ts';
import { createVersionSaver, type VersionSaver } from './versions.ts';

/** Real seconds up to which waiting for a slot here is cheaper than a deferral, which costs the lead six events of history. */
const WAIT_HERE = 1;

/** How many real seconds late a touch may return and still use its reserved rate-limit slot. */
const SLOT_LASTS = 10;

/** How often the facts may change after the check before the touch gives up. */
const LOOKS = 5;

/**
 * Sends one touch, at most once: claims, checks, renders, passes the fence right before the first byte, sends, and settles.
 * Takes three round trips to Postgres in the normal case.
 * @returns the result; `deferred` carries the instant at which to ask again, also while a slow server has the message
 * @throws ContentMissing, VariableRefused, UrlRefused, ActivityError LEAD_UNKNOWN (none is worth a retry)
 */
export const touch = (deps: Deps): ((order: AnyTouchOrder) => Promise<TouchResult>) => {
  const ledger = createLedger(deps.db);
  const tools = { deps, ledger, slots: createSlots(ledger), saveVersion: createVersionSaver(deps), holidaysOf: createHolidays() };
  const deliveryOf = deliveries(deps);
  return async (order) => {
    const entry = findContent(deps.content, order.content);
    const delivery = deliveryOf(order.content, entry);
    // Does not use `newId`: two executions must never share an owner, whatever the seed.
    const owner = randomUUID();
    for (let look = 0; look < LOOKS; look++) {
      const claimed = await claim(deps, ledger, delivery, look === 0 ? order : { ...order, journal: [] }, owner);
      if ('state' in claimed) return claimed;
      const result = await attempt({ ...tools, order, entry, delivery }, claimed);
      if (result !== 'changed') return result;
    }
    return await putOff(deps, order, { owner, because: 'busy', until: deps.clock.now() + 1000 * deps.clock.spec.speed });
  };
};

interface Attempt {
  readonly deps: Deps;
  readonly ledger: Ledger;
  readonly order: AnyTouchOrder;
  readonly entry: ContentEntry;
  readonly delivery: Delivery;
  readonly slots: Slots;
  readonly saveVersion: VersionSaver;
  readonly holidaysOf: HolidaysOf;
}

async function attempt(
  { deps, ledger, order, entry, delivery, slots, saveVersion, holidaysOf }: Attempt,
  claimed: Claim,
): Promise<TouchResult | 'changed'> {
  const { clock } = deps;
  const { owner, facts } = claimed;
  const at = clock.now();
  try {
    const verdict = check({
      key: order.key,
      delivery,
      consent: deps.policy.consent,
      facts,
      entry,
      at,
      holidays: holidaysOf(facts.country, at),
    });
    if (verdict.may === 'later') return await putOff(deps, order, { owner, ...verdict });
    if (verdict.may === 'never') return await neverSend(deps, delivery, order, owner, verdict.because);

    const ready = delivery.prepare(order, facts, entry, at);
    await saveVersion(order, entry, ready.rendered);

    const slot = await slots.take(claimed.hasSlot ? [] : ready.rates);
    if (slot.wait > WAIT_HERE) {
      const until = clock.now() + Math.ceil(slot.wait * 1000 * clock.spec.speed);
      return await putOff(deps, order, { owner, because: 'rate', until, slotSeconds: slot.wait + SLOT_LASTS });
    }
    if (slot.wait > 0) await sleep(slot.wait * 1000);

    const isMarketing = entry.from === 'marketing';
    const { consents, email, sent } = facts;
    const mayGo = fence(deps, ledger, slots, order, {
      delivery,
      owner,
      at,
      isMarketing,
      consents,
      email,
      sent: sent.length,
      ready,
      rates: slot.rates,
    });
    const sending = ready
      .send(mayGo)
      .then(async (outcome) => {
        const result = await settle(deps, ledger, delivery, order, { owner, at, attempts: claimed.attempts, outcome });
        return outcome.state === 'notSent' && outcome.because === 'stopped' ? 'changed' : result;
      })
      .finally(slot.release);
    return await withPatience(deps, delivery.channel, order, owner, sending);
  } catch (error) {
    // Otherwise the touch would be busy until its lease ends. After the fence this changes nothing.
    const until = at + MINUTE * clock.spec.speed;
    await putOffTouch(deps.db, { key: order.key, owner, at, state: 'notSent', because: 'failed', until }).catch(() => false);
    throw error;
  }
}

interface PutOff {
  readonly owner: string;
  readonly because: string;
  readonly until: number;
  readonly slotSeconds?: number;
}

async function putOff({ db, clock }: Deps, { key }: AnyTouchOrder, put: PutOff): Promise<TouchResult> {
  await putOffTouch(db, { ...put, key, at: clock.now(), state: 'deferred' });
  return { state: 'deferred', until: put.until, because: put.because };
}

async function neverSend(
  { db, clock }: Deps,
  { channel }: Delivery,
  { key }: AnyTouchOrder,
  owner: string,
  because: string,
): Promise<TouchResult> {
  await putOffTouch(db, { key, owner, at: clock.now(), state: 'never', because });
  return neverSent(channel, because);
}

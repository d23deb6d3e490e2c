import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { permissionsOf } from '../../db/contact/permissions.ts';
import { contactability } from '../../domain/contact/contactability.ts';
import type { ConsentBasis } from '../../domain/contact/consent.ts';
import type { Purpose } from '../../domain/contact/purpose.ts';
import { DAY } from '../../domain/time/duration.ts';
import { app } from '../support/app.ts';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());

let people = 0;

interface Given {
  readonly purpose: Purpose;
  readonly basis: ConsentBasis;
}

/** Two leads of one person, each with the consent that they gave, if any; the dropped one's ends first. */
async function twice(...given: readonly [Given | undefined, Given]) {
  const { db } = world;
  const emails = [`ann@pier${++people}.example`, `ann@dock${people}.example`] as const;
  const [keep, drop] = [await world.lead(emails[0]), await world.lead(emails[1])];
  await db.deleteFrom('consents').where('leadId', 'in', [keep, drop]).execute();
  for (const [which, leadId] of [keep, drop].entries()) {
    const about = { id: v7(), leadId, jurisdiction: 'us', source: 'fair', at: new Date(world.now - 10 * DAY) };
    const consent = given[which] && { ...about, ...given[which], expiresAt: new Date(world.now + (20 - which) * DAY) };
    if (consent) await db.insertInto('consents').values(consent).execute();
  }
  return { keep, drop, email: emails[1] };
}

const file = (csv: string) =>
  world.as('marketer').imports.run({ file: { csv }, source: 'a list', consentBasis: 'customer', consents: 'add' });

const withdraws = (email: string) => file(`email,consent\n${email},withdrawn\n`);

async function mayGet(leadId: string, purpose: Purpose): Promise<boolean> {
  const { consents, suppressions } = await permissionsOf(world.db, leadId);
  return contactability(app.policy.consent, consents, suppressions, 'email', world.now, purpose).may;
}

test('a withdrawn consent counts for the merged lead: an older file does not restore it', async () => {
  const { keep, drop, email } = await twice(undefined, { purpose: 'marketing', basis: 'optIn' });
  await withdraws(email);
  await world.as('marketer').leads.merge({ keep, drop });
  await file(`email,consent basis,consent date\n${email},optIn,2026-01-02\n`);
  expect(await mayGet(keep, 'marketing')).toBe(false);
});

test('what remains of an opt-in after a merge is withdrawn with it, for both', async () => {
  const { keep, drop, email } = await twice({ purpose: 'service', basis: 'inquiry' }, { purpose: 'marketing', basis: 'optIn' });
  await world.as('marketer').leads.merge({ keep, drop });
  expect([await mayGet(keep, 'marketing'), await mayGet(keep, 'service')]).toEqual([false, true]);
  await withdraws(email);
  expect(await mayGet(keep, 'service')).toBe(false);
  await world.as('marketer').leads.unmerge({ leadId: drop });
  expect([await mayGet(drop, 'marketing'), await mayGet(drop, 'service')]).toEqual([false, false]);
});

test('what the owner of the dropped address closed is closed for the kept lead, which has no phone number', async () => {
  const [keep, drop] = [await world.lead('ann@closed.example'), await world.lead('ann@other.example')];
  await world.as('marketer').contact.close({ address: 'ann@other.example', reason: 'complained' });
  await world.as('marketer').leads.merge({ keep, drop });
  expect((await world.as('marketer').leads.status({ leadId: keep })).email).toEqual({ may: false, because: 'complained' });
});

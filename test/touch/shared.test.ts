import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createLedger } from '../../activities/touch/ledger.ts';
import { touch } from '../../activities/touch/touch.ts';
import type { SingleOrder } from '../../activities/contract.ts';
import { claimTouch } from '../../db/touches/touch-claim.ts';
import { insertSingles } from '../../db/touches/singles.ts';
import { counted } from './statements.ts';
import { TUESDAY, touchWorld, type TouchWorld } from './world.ts';

const CONTENT = 'guide';

/** Puts an email to each of many leads into the queue. @returns what is ordered of each */
async function campaignOf(world: TouchWorld, count: number): Promise<SingleOrder[]> {
  const { db } = world;
  const { phoneKey: _, ...lead } = await db.selectFrom('leads').selectAll().executeTakeFirstOrThrow();
  const consent = await db.selectFrom('consents').selectAll().executeTakeFirstOrThrow();
  const ids = Array.from({ length: count }, () => randomUUID());
  const leads = ids.map((id) => ({ ...lead, id, email: `${id}@fleetly.example`, emailKey: `${id}@fleetly.example` }));
  await db
    .insertInto('leads')
    .values(leads.map((row) => ({ ...row, given: '[]', fields: '{}' })))
    .execute();
  await db
    .insertInto('consents')
    .values(ids.map((leadId) => ({ ...consent, id: randomUUID(), leadId })))
    .execute();
  const { campaignId } = world.order();
  const singles = ids.map((leadId) => ({ key: `${leadId}/single`, leadId, dueAt: TUESDAY }));
  await db.transaction().execute(async (trx) => await insertSingles(trx, singles, { campaignId, content: CONTENT, at: TUESDAY }));
  return singles.map(({ key, leadId }) => {
    const { enrolmentId: _of, ...common } = world.order({ key, leadId, content: CONTENT });
    return common;
  });
}

test('the emails of a campaign share their statements, and each is sent once', async () => {
  await using world = await touchWorld({}, { perSecond: 1_000, perDomainPerSecond: 1_000 });
  const orders = await campaignOf(world, 60);
  const { db, count } = counted(world.db);
  const send = touch({ ...world.deps, db });
  const results = await Promise.all([...orders, ...orders].map(send));
  expect(results.filter(({ state }) => state === 'sent').length).toBeGreaterThanOrEqual(60);
  expect(new Set(world.kept.mails.map(({ key }) => key)).size).toBe(60);
  expect(world.kept.mails).toHaveLength(60);
  expect(count(), 'alone they would take 3 each').toBeLessThan(120);
});

test('who has opted out, or is at another sender, gets no email, and the others of the page get theirs', async () => {
  await using world = await touchWorld();
  const orders = await campaignOf(world, 10);
  const [optedOut, elsewhere] = orders;
  await world.suppress({ subject: optedOut!.leadId });
  const send = touch(world.deps);
  const lock = await world.db.startTransaction().execute();
  await lock.selectFrom('touches').select('key').where('key', '=', elsewhere!.key).forUpdate().execute();
  const results = await Promise.all(orders.map(send));
  await lock.rollback().execute();
  expect(results.map(({ state }) => state)).toEqual(['never', 'deferred', ...Array.from({ length: 8 }, () => 'sent')]);
  expect(world.kept.mails).toHaveLength(8);
});

test('two touches of a lead that are at the fence together do not both pass it', async () => {
  await using world = await touchWorld();
  const [other] = await campaignOf(world, 1);
  const { enrolmentId, program } = world.order();
  const at = TUESDAY;
  const own = (['guide', 'checklist'] as const).map((content, n) => world.order({ key: `${enrolmentId}/1/${n}`, content }));
  const claims = [other!, ...own].map((order) => {
    return { ...order, channel: 'email', persona: null, owner: randomUUID(), at, leaseSeconds: 30, sentSince: 0 } as const;
  });
  const ledger = createLedger(world.db);
  const [first, ...others] = claims;
  await ledger.claim(first!);
  for (const claim of others) await claimTouch(world.db, claim);
  const common = { program, addressedBy: 'email', isMarketing: true, messageId: '<a@b>', persona: null, rates: [] } as const;
  const known = { sent: 0, since: 0 };
  const passed = await Promise.all(claims.map((claim) => ledger.fence({ ...claim, ...common, known, version: null as never })));
  expect(passed.map(({ hasPassed }) => hasPassed)).toEqual([true, true, false]);
});

import { sql } from 'kysely';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { enterDeferred } from '../../services/campaigns/enter-deferred.ts';
import { app } from '../support/app.ts';
import { createWorld } from './world.ts';

test('lots are drawn for leads of another campaign when that has ended', async () => {
  await using world = await createWorld();
  const leadIds: string[] = [];
  for (let n = 0; n < 12; n++) leadIds.push(await world.enrolled(`one${n}@pier${n}.example`));
  const { campaigns } = world.as('marketer');
  const order = { name: 'Autumn', program: 'newcomers', audience: { leadIds }, holdoutPercent: 50 };
  const { campaignId, enrolled } = await campaigns.launch(order);
  expect(enrolled).toBe(0);
  const inGroup = async (group: 'inIt' | 'heldOut') => (await campaigns.people({ campaignId, group })).items.length;
  expect(await inGroup('heldOut')).toBe(0);

  await sql`update enrolments set state = 'ended' where campaign_id <> ${campaignId}`.execute(world.db);
  expect(await enterDeferred(world.db, app.policy, v7, world.deps.clock.now())).toBe(12);
  const [inIt, heldOut] = [await inGroup('inIt'), await inGroup('heldOut')];
  expect(inIt + heldOut).toBe(12);
  expect(Math.min(inIt, heldOut)).toBeGreaterThan(0);
});

test('who is named, or comes by a form, belongs to neither group, also after a wait for the end of another campaign', async () => {
  await using world = await createWorld();
  const [busy, free]: [string[], string[]] = [[], []];
  for (let n = 0; n < 10; n++) {
    busy.push(await world.enrolled(`busy${n}@pier${n}.example`));
    free.push(await world.lead(`free${n}@dock${n}.example`));
  }
  const { campaigns } = world.as('marketer');
  const order = { name: 'May', program: 'newcomers', audience: { leadIds: free.slice(1) }, holdoutPercent: 50 };
  const { campaignId } = await campaigns.launch(order);
  const groupOf = async (group: 'inIt' | 'heldOut') =>
    (await campaigns.people({ campaignId, group })).items.map(({ leadId }) => leadId);
  const drawn = [await groupOf('inIt'), await groupOf('heldOut')];
  expect(drawn.flat()).toHaveLength(9);

  // They wait, and a lot would decide. Then somebody adds each of them by name.
  await campaigns.add({ campaignId, audience: { leadIds: busy } });
  for (const leadId of [...busy, free[0]!]) await campaigns.add({ campaignId, leadId });
  await sql`update enrolments set state = 'ended' where campaign_id <> ${campaignId}`.execute(world.db);
  expect(await enterDeferred(world.db, app.policy, v7, world.deps.clock.now())).toBe(busy.length);
  const { items } = await campaigns.members({ campaignId, where: { is: 'in' }, limit: 100 });
  expect(items.map(({ leadId }) => leadId)).toEqual(expect.arrayContaining([...busy, free[0]]));
  expect([await groupOf('inIt'), await groupOf('heldOut')]).toEqual(drawn);
});

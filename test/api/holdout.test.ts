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

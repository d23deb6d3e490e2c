import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { recordCalls } from '../../db/leads/enrichment.ts';
import { createWorld, NOON } from './world.ts';

test('a marketer sees how often each provider was asked, how often it knew something, and what that cost', async () => {
  await using world = await createWorld();
  expect(await world.as('marketer').ops.providers()).toEqual([]);
  const leadId = await world.enrolled();
  const call = (provider: string, found: string[], cost: number) => ({ id: v7(), leadId, provider, found, cost, at: NOON });
  await recordCalls(world.db, [call('register', ['industry'], 0.4), call('register', [], 0.2), call('mx', ['domain'], 0)]);
  expect(await world.as('marketer').ops.providers()).toEqual([
    { provider: 'register', calls: 2, matched: 1, cost: 0.6, lastAt: new Date(NOON) },
    { provider: 'mx', calls: 1, matched: 1, cost: 0, lastAt: new Date(NOON) },
  ]);
});

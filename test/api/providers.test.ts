import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { recordCalls } from '../../db/leads/enrichment.ts';
import { createWorld, NOON } from './world.ts';

test('a marketer sees how often each provider was asked, how often it knew something or failed, and what that cost', async () => {
  await using world = await createWorld();
  expect(await world.as('marketer').ops.providers()).toEqual([]);
  const leadId = await world.enrolled();
  const call = (provider: string, found: string[], cost: number, failed = false) => ({
    id: v7(),
    leadId,
    provider,
    found,
    cost,
    failed,
    at: NOON,
  });
  const calls = [call('register', ['industry'], 0.4), call('register', [], 0.2), call('register', [], 0.2, true)];
  await recordCalls(world.db, [...calls, call('mx', ['domain'], 0)]);
  expect(await world.as('marketer').ops.providers()).toEqual([
    { provider: 'register', calls: 3, matched: 1, failed: 1, cost: 0.8, lastAt: new Date(NOON) },
    { provider: 'mx', calls: 1, matched: 1, failed: 0, cost: 0, lastAt: new Date(NOON) },
  ]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { definePolicy } from '../../domain/policy/policy.ts';
import { applyJournal } from '../../services/leads/journal.ts';
import { createWorld, NOON, type World } from './world.ts';

const policy = definePolicy({ agreement: { acceptedShare: 0.5, mqlsPerMonth: 3 } });
let world: World;
beforeAll(async () => void (world = await createWorld(undefined, policy)));
afterAll(async () => await world[Symbol.asyncDispose]());

/** A lead that became MQL on a day before today, and is handed to sales. */
async function handedOver(email: string, days: number, isAccepted: boolean): Promise<void> {
  world.now = NOON - days * DAY;
  const leadId = await world.enrolled(email);
  const tom = await world.rep('salesperson', 'Tom Wells', 'deal-team');
  await world.task(leadId, tom, 'acceptance');
  const { id: enrolmentId } = await world.db
    .selectFrom('enrolments')
    .select('id')
    .where('leadId', '=', leadId)
    .executeTakeFirstOrThrow();
  const moves = isAccepted ? (['mql', 'sal'] as const) : (['mql'] as const);
  const journal = moves.map((to, n) => ({ visit: 1, n, at: world.now, kind: 'stage', to }));
  await applyJournal(world.db, policy, { leadId, enrolmentId, journal });
  world.now = NOON;
}

test('what marketing and sales delivered to each other is compared with what they agreed', async () => {
  const agreement = async (days: number) =>
    (await world.as('manager').reports.agreement({ from: NOON - days * DAY, to: NOON + 1 })).promised.map(
      ({ label, is, agreed, isKept }) => [label, is, agreed, isKept],
    );
  expect(await agreement(30)).toEqual([
    ['of the leads handed to sales are accepted', undefined, 0.5, false],
    ['MQLs a month', 0, 3, false],
    ['of the tasks are followed up', undefined, 0.75, false],
  ]);
  await handedOver('a@pier1.example', 50, true);
  await handedOver('b@pier2.example', 10, true);
  await handedOver('c@pier3.example', 10, false);
  expect(await agreement(30)).toEqual([
    ['of the leads handed to sales are accepted', 0.5, 0.5, true],
    ['MQLs a month', 2, 3, false],
    ['of the tasks are followed up', 0, 0.75, false],
  ]);
  expect(await agreement(60)).toMatchObject([
    [expect.anything(), 2 / 3, 0.5, true],
    [expect.anything(), 1.5, 3, false],
    [expect.anything(), 0, 0.75, false],
  ]);
});

import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { definePolicy } from '../../domain/policy/policy.ts';
import { DAY } from '../../domain/time/duration.ts';
import { createReportWorld, NOON, type ReportWorld } from './world.ts';

const policy = definePolicy({
  scoring: { models: { eager: { ready: { fit: 60, acts: 1, within: '90 days', positions: ['top'] } } } },
});
let world: ReportWorld;
let ann: string;
let campaignId: string;
beforeAll(async () => {
  world = await createReportWorld(undefined, policy);
  ann = await world.traveller('ann@pier1.example', 80, [[70, 'mql'], [65, 'sal'], [50, 'opportunity'], [20, 'customer']], 'fair'); // prettier-ignore
  await world.traveller('bob@pier2.example', 60, [[50, 'mql'], [40, 'recycled', 'rejected']], 'web'); // prettier-ignore
  ({ campaignId } = await world.as('marketer').campaigns.launch({ name: 'News', email: 'news', audience: { leadIds: [ann] } }));
});
afterAll(async () => await world[Symbol.asyncDispose]());

const reports = () => world.as('manager').reports;

test('a backtest is about the leads that all given filters name', async () => {
  const tested = async (where: Parameters<ReturnType<typeof reports>['backtest']>[0]) => {
    const { won, lost } = await reports().backtest(where);
    return { won, lost };
  };
  expect(await tested({})).toEqual({ won: 1, lost: 1 });
  expect(await tested({ source: 'fair' })).toEqual({ won: 1, lost: 0 });
  expect(await tested({ source: 'web', program: 'newcomers' })).toEqual({ won: 0, lost: 1 });
  expect(await tested({ campaignId })).toEqual({ won: 0, lost: 0 });
});

test('what a model would have decided about all leads is not shown next to the backtest of some', async () => {
  await world.db.updateTable('modelScores').set({ byKind: '{"click": 1}' }).where('leadId', '=', ann).execute();
  const tally = async (source?: string) =>
    (await reports().backtest({ source, anew: true })).models.find((one) => one.model === 'eager')!.tally;
  expect(await tally()).toMatchObject({ scored: 1 });
  expect(await tally('web')).toBeNull();
});

test('an answer in a single email counts for the campaign that sent it', async () => {
  const key = `${campaignId}/${ann}`;
  const at = new Date(NOON - 2 * DAY);
  const touch = {
    key,
    leadId: ann,
    campaignId,
    track: 'news',
    content: 'question',
    state: 'accepted',
    claimedAt: at,
    sentAt: at,
  } as const;
  await world.db.deleteFrom('touches').where('campaignId', '=', campaignId).execute();
  await world.db.insertInto('touches').values(touch).execute();
  const act = { leadId: ann, human: true, verdict: 'human', source: 'test', kind: 'answered', answer: 'later' } as const;
  await world.db
    .insertInto('engagements')
    .values({ ...act, id: v7(), touchKey: key, at: new Date(NOON - DAY) })
    .execute();
  expect((await reports().answers({ campaignId })).rows).toMatchObject([{ question: 'question', answer: 'later', count: 1 }]);
});

import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createCaller } from '../../api/router.ts';
import { definePolicy } from '../../domain/policy/policy.ts';
import type { Disposition } from '../../domain/sales/dispositions.ts';
import { createWorld, type World } from './world.ts';

const reasons = { tooSmall: { label: 'Too small' }, student: { label: 'Writes a thesis' } } as const;
const policy = definePolicy({
  dispositions: {
    disqualified: { requires: [], allows: ['reason'], reasons },
    forwarded: { label: 'Passed on to the press office', menus: ['reply'], requires: [], next: 'close', contact: true },
    notInterested: { reasons: { hasOne: { label: 'Has a product already' } } },
  },
});

let world: World;
let sam: string;
let leadId: string;
let taskId: string;
let calls = 0;

beforeAll(async () => {
  world = await createWorld(undefined, policy);
  sam = await world.rep('sdr', 'Sam Rivers');
});
beforeEach(async () => {
  leadId = await world.enrolled(`reason${++calls}@pier7.example`);
  taskId = await world.task(leadId, sam);
});
afterAll(async () => await world[Symbol.asyncDispose]());

const tasks = () => world.as('rep', sam).tasks;
const disqualifies = async (reason: string | undefined, details: { reason?: string } = {}, id = v7()) =>
  await tasks().report({ id, taskId, disposition: 'disqualified', reason, details });
const told = async () => (await world.as('rep', sam).leads.story({ leadId })).map(({ text }) => text);

test('a rep sees the reasons from which they choose', async () => {
  const { mayReport } = await tasks().get({ taskId });
  const menu = new Map(mayReport.map((row) => [row.disposition, row]));
  expect(menu.get('disqualified')).toMatchObject({
    reasons: [
      { reason: 'tooSmall', label: 'Too small' },
      { reason: 'student', label: 'Writes a thesis' },
    ],
  });
  expect(menu.get('notReady')).toMatchObject({ reasons: [], requires: ['reason', 'at', 'track'] });
});

test('a report says the reason by its code, and what the rep adds in words', async () => {
  await disqualifies('tooSmall', { reason: 'Eight people, says Ann' });
  expect(await told()).toContain('Sam Rivers reported "Not a fit" (Too small): Eight people, says Ann');
  expect((await world.as('marketer').reports.agreement()).reports).toMatchObject([
    {
      disposition: 'disqualified',
      label: 'Not a fit',
      count: 1,
      reasons: [{ reason: 'tooSmall', label: 'Too small', count: 1 }],
    },
  ]);
});

test('a report about a reply gives its reason, too', async () => {
  const reply = await world.task(leadId, sam, 'reply');
  await tasks().report({ id: v7(), taskId: reply, disposition: 'notInterested', reason: 'hasOne' });
  expect(await told()).toContain('Sam Rivers reported "Not interested" (Has a product already)');
});

test('a task that closes by what only the app lets reps report is told in its words', async () => {
  const reply = await world.task(leadId, sam, 'reply');
  await tasks().report({ id: v7(), taskId: reply, disposition: 'forwarded' as Disposition });
  expect(await told()).toContainEqual(expect.stringMatching(/done: passed on to the press office$/));
});

test('a missing reason, a wrong one and an unexpected one are refused with a sentence', async () => {
  await expect(disqualifies(undefined)).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: '"Not a fit" needs a reason. Use one of these as reason: tooSmall, student.',
    data: { code: 'reasonMissing', value: ['tooSmall', 'student'] },
  });
  for (const [wrong, meant] of [
    ['toSmall', 'Did you mean "tooSmall"? '],
    ['constructor', ''],
  ])
    await expect(disqualifies(wrong)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: `"Not a fit" has no reason "${wrong}". ${meant}Use one of these as reason: tooSmall, student.`,
      data: { code: 'reasonUnknown', value: wrong },
    });
  const report = tasks().report({ id: v7(), taskId, disposition: 'noAnswer', reason: 'tooSmall' });
  await expect(report).rejects.toMatchObject({ code: 'BAD_REQUEST', data: { code: 'reasonUnknown', value: 'tooSmall' } });
  expect(world.engine.heard.filter((one) => one.leadId === leadId && one.name === 'reportOutcome')).toEqual([]);
});

test('the same report again is the same; with another reason it is another one', async () => {
  const id = v7();
  const first = await disqualifies('student', {}, id);
  expect(await disqualifies('student', {}, id)).toEqual(first);
  await expect(disqualifies('tooSmall', {}, id)).rejects.toMatchObject({ code: 'UNPROCESSABLE_CONTENT' });
});

test('a reason that an app has taken out of its list, and a report from before there was one, stay readable', async () => {
  await disqualifies('student');
  const other = {
    ...world.deps,
    policy: definePolicy(),
    principal: { id: 'key', name: 'rep', role: 'rep', repId: sam } as const,
  };
  const lines = async () => (await createCaller(other).leads.story({ leadId })).map(({ text }) => text);
  expect(await lines()).toContain('Sam Rivers reported "Not a fit" (student)');
  await world.db.updateTable('dispositions').set({ reason: null }).execute();
  expect(await lines()).toContain('Sam Rivers reported "Not a fit"');
});

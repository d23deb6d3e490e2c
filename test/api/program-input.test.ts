import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCaller } from '../../api/router.ts';
import { standardForms } from '../../domain/lead/form.ts';
import { DAY } from '../../domain/time/duration.ts';
import { saveStandards } from '../../services/campaigns/save-standards.ts';
import { tellOfChanges } from '../../services/campaigns/tell-of-changes.ts';
import { app } from '../support/app.ts';
import { openDay } from '../stories/open-day/workflows.ts';
import { createWorld, NOON, type World } from './world.ts';

const programs = { ...app.programs, 'open-day': openDay };

let world: World;
beforeAll(async () => {
  world = await createWorld(standardForms, app.policy, programs);
  await saveStandards(world.db, v7, programs);
});
afterAll(async () => await world[Symbol.asyncDispose]());

const marketer = () => world.as('marketer');
const startsAt = NOON + 60 * DAY;

/** A campaign with some leads. */
async function launched(name: string, { leads = 1, input = { event: 'spring', startsAt } as object } = {}) {
  const leadIds: string[] = [];
  for (let n = 0; n < leads; n++) leadIds.push(await world.lead(`${name}${n}@${name}.example`));
  const launch = { name, program: 'open-day', input, audience: { leadIds } } as Parameters<
    ReturnType<typeof marketer>['campaigns']['launch']
  >[0];
  const { campaignId } = await marketer().campaigns.launch(launch);
  return { campaignId, leadIds };
}

/** Tells the leads a page at a time, as the sweep does. @returns how many pages it took */
async function told(most: number): Promise<number> {
  for (let pages = 0; ; pages++) if ((await tellOfChanges(world.db, v7, world.now, most)) === 0) return pages;
}

/** What waits in the outbox for a lead, in order. */
async function heard(leadId: string) {
  const rows = await world.db.selectFrom('outbox').select('message').where('leadId', '=', leadId).orderBy('id').execute();
  return rows.flatMap(({ message }) =>
    message.type === 'signal' && message.name === 'inputChanged' ? [[message.payload.version, message.payload.values]] : [],
  );
}

test('a launch says all that is wrong with its input at once', async () => {
  const refused = (input: object) => launched(`refused${v7()}`, { input }).catch((error: Error) => error.message);
  expect(await refused({ startAt: 'tomorrow', startsAt: 'tomorrow', reminds: 'yes' })).toMatchInlineSnapshot(
    `"startAt: the program has no such input. Did you mean "startsAt"? event: expected a code or a short text without @, such as spring-demo, got nothing. startsAt: expected an instant with its offset, such as 2026-12-24T09:00:00+01:00, got "tomorrow". reminds: expected true or false, got "yes"."`,
  );
  expect(await refused({ event: 'ann@example.com', startsAt: NOON / 1000 })).toMatchInlineSnapshot(
    `"event: expected a code or a short text without @, such as spring-demo, got "ann@example.com". startsAt: expected an instant with its offset, such as 2026-12-24T09:00:00+01:00, got 1773136800."`,
  );
  expect(await refused({ event: 'nul\u0000', startsAt: '2026-02-30T10:00:00Z' })).toMatchInlineSnapshot(
    `"event: expected a code or a short text without @, such as spring-demo, got "nul\\u0000". startsAt: expected an instant with its offset, such as 2026-12-24T09:00:00+01:00, got "2026-02-30T10:00:00Z"."`,
  );
  expect(await refused({ ...JSON.parse('{"__proto__":1}'), constructor: 1, event: 'x', startsAt })).toMatchInlineSnapshot(
    `"constructor: the program has no such input. Known: event, startsAt, reminds."`,
  );
  const { items: campaigns } = await marketer().campaigns.list();
  expect(campaigns.filter(({ name }) => name.startsWith('refused'))).toEqual([]);
});

test('a program without input takes none', async () => {
  const launch = { name: 'none', program: 'newcomers', input: { startsAt }, audience: 'everybody' };
  await expect(marketer().campaigns.launch(launch)).rejects.toThrow('startsAt: the program has no such input. None is declared.');
});

test('each lead enters with the input of its campaign and the knobs of the program', async () => {
  const { leadIds } = await launched('enters', { input: { event: 'spring', startsAt: '2026-05-09T12:00:00+02:00' } });
  await world.relay();
  expect(world.engine.enrolments.find(({ leadId }) => leadId === leadIds[0])?.inputs).toEqual({
    input: { version: 1, values: { event: 'spring', startsAt, reminds: true } },
    knobs: { version: 1, values: { patience: 10 } },
  });
});

test('a change is saved, told to every lead a page at a time, and shown with who made it and why', async () => {
  const { campaignId, leadIds } = await launched('moves', { leads: 5 });
  const answer = await marketer().campaigns.change({ campaignId, input: { startsAt: startsAt + DAY }, because: 'the room' });
  expect(answer).toMatchObject({ version: 2, leads: 5, values: { event: 'spring', startsAt: startsAt + DAY } });
  expect(await tellOfChanges(world.db, v7, world.now, 2)).toBe(1);
  const underWay = await world.as('manager').campaigns.get({ campaignId });
  expect(underWay).toMatchObject({ leads: 5, changes: [{ told: 2, isDone: false }] });
  await told(2);
  const { values, changes } = await world.as('manager').campaigns.get({ campaignId });
  expect(values).toEqual({ event: 'spring', startsAt: startsAt + DAY, reminds: true });
  expect(changes).toMatchObject([
    {
      version: 2,
      before: { startsAt },
      after: { startsAt: startsAt + DAY },
      because: 'the room',
      by: 'marketer',
      told: 5,
      isDone: true,
    },
  ]);
  for (const leadId of leadIds) expect(await heard(leadId)).toEqual([[2, values]]);
});

test('of two changes, the later one is told to all, and the earlier one to none any more', async () => {
  const { campaignId, leadIds } = await launched('twice', { leads: 3 });
  await marketer().campaigns.change({ campaignId, input: { startsAt: startsAt + DAY }, because: 'first' });
  await tellOfChanges(world.db, v7, world.now, 1);
  await marketer().campaigns.change({ campaignId, input: { event: 'summer' }, because: 'second' });
  await told(2);
  const { values, changes } = await marketer().campaigns.get({ campaignId });
  expect(changes.map(({ because, told: leads, isDone }) => [because, leads, isDone])).toEqual([
    ['second', 3, true],
    ['first', 1, true],
  ]);
  for (const leadId of leadIds) expect((await heard(leadId)).at(-1)).toEqual([3, values]);
});

test('a lead who enters while the input changes is told about the change, or enters with it', async () => {
  const { campaignId } = await launched('race');
  const leadIds: string[] = [];
  for (let n = 0; n < 6; n++) leadIds.push(await world.lead(`race${n}@entering.example`));
  await Promise.all([
    ...leadIds.map((leadId) => marketer().campaigns.add({ campaignId, audience: { leadIds: [leadId] } })),
    marketer().campaigns.change({ campaignId, input: { event: 'moved' }, because: 'now' }),
  ]);
  await told(100);
  await world.relay();
  for (const leadId of leadIds) {
    const entered = world.engine.enrolments.find((enrolment) => enrolment.leadId === leadId)?.inputs?.input;
    const last = (await heard(leadId)).at(-1)?.[1] ?? entered?.values;
    expect(last).toMatchObject({ event: 'moved' });
  }
});

test('a change that changes nothing tells nobody', async () => {
  const { campaignId } = await launched('same');
  await marketer().campaigns.change({ campaignId, input: { startsAt }, because: 'again' });
  expect(await marketer().campaigns.get({ campaignId })).toMatchObject({ version: 1, changes: [] });
});

test('a change is reverted by a change', async () => {
  const { campaignId } = await launched('back');
  await marketer().campaigns.change({ campaignId, input: { startsAt: startsAt + DAY }, because: 'the room' });
  const [change] = (await marketer().campaigns.get({ campaignId })).changes;
  await marketer().programs.revert({ changeId: change!.id });
  const { values, version, changes } = await marketer().campaigns.get({ campaignId });
  expect([values['startsAt'], version, changes.length]).toEqual([startsAt, 3, 2]);
  await expect(marketer().programs.revert({ changeId: v7() })).rejects.toThrow('There is no change');
});

test('marketers see the knobs of a program, what turning one would do, and who turned it', async () => {
  const before = await marketer().programs.knobs({ program: 'open-day' });
  expect(before).toMatchObject({
    knobs: [{ name: 'patience', label: 'Days between emails', wants: 'a whole number from 3 to 30', standard: 10 }],
    values: { patience: 10 },
    changes: [],
  });
  const order = { program: 'open-day', knobs: { patience: 5 } };
  expect(await world.as('manager').programs.preview(order)).toEqual({
    before: { patience: 10 },
    after: { patience: 5 },
    leads: before.leads,
  });
  await marketer().programs.turn({ ...order, because: 'they wait too long' });
  await saveStandards(world.db, v7, programs);
  const turned = await marketer().programs.knobs({ program: 'open-day' });
  expect(turned).toMatchObject({ values: { patience: 5 }, changes: [{ by: 'marketer', because: 'they wait too long' }] });
});

test('a knob is turned within its range, and only one that the program has', async () => {
  const turn = (knobs: Record<string, number>, program = 'open-day') =>
    marketer().programs.turn({ program, knobs, because: 'x' });
  await expect(turn({ patience: 2 })).rejects.toThrow('patience: expected a whole number from 3 to 30, got 2.');
  await expect(turn({ patient: 5 })).rejects.toThrow('patient: the program has no such input. Did you mean "patience"?');
  await expect(turn({ patience: 5 }, 'newcomers')).rejects.toThrow('The program "newcomers" has no knobs.');
  await expect(turn({ patience: 5 }, 'constructor')).rejects.toThrow('There is no program "constructor".');
});

test('a campaign that was launched before its program took an input gets one, whole', async () => {
  const { campaignId } = await launched('early');
  await world.db.deleteFrom('inputs').where('campaignId', '=', campaignId).execute();
  const change = (input: Record<string, string | number>) => marketer().campaigns.change({ campaignId, input, because: 'late' });
  await expect(change({ event: 'spring' })).rejects.toThrow('startsAt: expected an instant');
  expect(await change({ event: 'spring', startsAt })).toMatchObject({
    version: 2,
    values: { event: 'spring', startsAt, reminds: true },
  });
});

test('a value that no longer fits its range is replaced by the standard for the leads, and must be given with the next change', async () => {
  const narrowed = {
    ...openDay,
    knobs: { patience: { ...openDay.knobs['patience']!, from: 20, to: 30, standard: 20 } },
  } as typeof openDay;
  const settings = { ...world.deps.settings, programs: { 'open-day': narrowed } };
  const { programs: after } = createCaller({
    ...world.deps,
    settings,
    principal: { id: 'key', name: 'marketer', role: 'marketer' },
  });
  const turn = (knobs: Record<string, number>) => after.turn({ program: 'open-day', knobs, because: 'x' });
  await expect(turn({})).rejects.toThrow('patience: expected a whole number from 20 to 30, got 5.');
  expect(await turn({ patience: 25 })).toMatchObject({ values: { patience: 25 } });
});

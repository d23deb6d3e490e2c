import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());

const importCsv = async (csv: string, source: string) =>
  await world.as('marketer').imports.run({ file: { csv }, source, consentBasis: 'optIn' });
const launch = async (name: string, audience: string | Record<string, unknown>, more: object = {}) =>
  await world.as('marketer').campaigns.launch({ name, program: 'newcomers', audience, ...more });

test('a campaign enrols leads that may get emails, and lists the others with the reason', async () => {
  const csv = [
    'email,relationship,consent basis,unsubscribed',
    'ok@one.example,,,',
    'held@two.example,,none,',
    'customer@three.example,customer,,',
    'rival@four.example,competitor,,',
    'gone@five.example,,,yes',
    'busy@six.example,,,',
    'junk@seven.example,,,',
  ].join('\n');
  await importCsv(csv, 'spring');
  const idOf = async (email: string) =>
    (await world.db.selectFrom('leads').select('id').where('email', '=', email).executeTakeFirstOrThrow()).id;
  await launch('Earlier', { leadIds: [await idOf('busy@six.example')] });
  await world.db
    .updateTable('leads')
    .set({ stage: 'disqualified' })
    .where('id', '=', await idOf('junk@seven.example'))
    .execute();

  const answer = await launch('Spring', 'source is spring');
  expect(answer.enrolled).toBe(1);
  const because = Object.fromEntries(answer.notEnrolled.flatMap(({ some, text }) => some.map((leadId) => [leadId, text])));
  expect(because).toEqual({
    [await idOf('held@two.example')]: 'is held: no consent is known',
    [await idOf('customer@three.example')]: 'works for a customer',
    [await idOf('rival@four.example')]: 'works for a competitor',
    [await idOf('gone@five.example')]: 'may not be emailed: unsubscribed',
    [await idOf('busy@six.example')]: 'is in the campaign "Earlier", and waits for its end',
    [await idOf('junk@seven.example')]: 'was disqualified',
  });
  const { items: listed } = await world.as('marketer').campaigns.notEnrolled({ campaignId: answer.campaignId });
  expect(listed.map(({ email, code }) => [email, code])).toEqual(expect.arrayContaining([['rival@four.example', 'competitor']]));
  expect(listed).toHaveLength(6);
  const now = await world.as('manager').campaigns.get({ campaignId: answer.campaignId });
  expect(now).toMatchObject({ name: 'Spring', progress: { in: 1, out: 6 } });

  await world.relay();
  const enrolled = world.engine.enrolments.find(({ campaignId }) => campaignId === answer.campaignId);
  expect(enrolled).toMatchObject({ leadId: await idOf('ok@one.example'), program: 'newcomers', clock: { speed: 1 } });
});

test('the starts are spread over days, with a jitter in hours, the same whenever it is asked', async () => {
  await importCsv(['email', ...Array.from({ length: 40 }, (_, n) => `p${n}@spread.example`)].join('\n'), 'spread');
  await launch('Spread', 'source is spread', { spreadDays: 8, jitterHours: 6 });
  await world.relay();
  const starts = world.engine.enrolments.slice(-40).map(({ startAt }) => startAt - NOON);
  expect(Math.min(...starts)).toBeLessThan(6 * HOUR);
  expect(Math.max(...starts)).toBeGreaterThanOrEqual(7 * DAY);
  expect(Math.max(...starts)).toBeLessThan(7 * DAY + 6 * HOUR);
  for (let day = 0; day < 8; day++) expect(starts.filter((start) => Math.floor(start / DAY) === day)).toHaveLength(5);
  expect(new Set(starts.map((start) => start % DAY)).size).toBeGreaterThan(30);
});

test('a lead that was refused can enter later, and a lead that was in does not enter twice', async () => {
  await importCsv('email,consent basis\nlate@comer.example,none', 'late');
  const { campaignId, enrolled } = await launch('Late', 'source is late');
  expect(enrolled).toBe(0);
  await world
    .as('marketer')
    .imports.run({ file: { csv: 'email\nlate@comer.example' }, source: 'late', consentBasis: 'optIn', consents: 'add' });
  expect(await world.as('marketer').campaigns.add({ campaignId, audience: 'source is late' })).toMatchObject({
    enrolled: 1,
    notEnrolled: [],
  });
  expect(await world.as('marketer').campaigns.add({ campaignId, audience: 'source is late' })).toMatchObject({
    enrolled: 0,
    notEnrolled: [{ code: 'wasHere' }],
  });
});

test('archived leads stay out, unless the launch includes them', async () => {
  const leadId = await world.lead('archived@mole.example');
  await world.db.updateTable('leads').set({ stage: 'archived' }).where('id', '=', leadId).execute();
  expect(await launch('Once', { leadIds: [leadId] })).toMatchObject({ enrolled: 0, notEnrolled: [{ code: 'archived' }] });
  expect(await launch('Again', { leadIds: [leadId] }, { again: true })).toMatchObject({ enrolled: 1 });
});

test('an unknown program, a taken name and an empty audience are refused in words', async () => {
  await expect(world.as('marketer').campaigns.launch({ name: 'X', program: 'newcomer', everybody: true })).rejects.toMatchObject({
    message: 'There is no program "newcomer". Did you mean "newcomers"? There are newcomers.',
  });
  await expect(launch('Spring', 'source is spring')).rejects.toMatchObject({ code: 'CONFLICT', data: { code: 'nameTaken' } });
  await expect(launch('Nobody', 'source is nobody')).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    data: { code: 'audienceEmpty' },
  });
  expect((await world.as('marketer').campaigns.list()).items.map(({ name }) => name)).not.toContain('Nobody');
  await expect(
    world.as('marketer').campaigns.results({ campaignId: '00000000-0000-7000-8000-000000000000' }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('launches are recorded with who made them', async () => {
  const { campaignId } = await launch('Audited', { leadIds: [await world.lead('audit@mole.example')] });
  const [entry] = (await world.as('admin').audit.list({ subject: campaignId })).items;
  expect(entry).toMatchObject({ action: 'campaigns.launch', principal: 'marketer', outcome: 'done' });
});

test('two campaigns that want the same lead at the same moment: one gets it', async () => {
  const leadId = await world.lead('wanted@mole.example');
  const both = await Promise.allSettled(['One', 'Two'].map(async (name) => await launch(name, { leadIds: [leadId] })));
  const enrolled = both.map((answer) => (answer.status === 'fulfilled' ? answer.value.enrolled : 0));
  expect(enrolled.reduce((sum, one) => sum + one, 0)).toBe(1);
  for (const answer of both) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'CONFLICT' });
  expect(
    await world.db.selectFrom('enrolments').select('id').where('leadId', '=', leadId).where('state', '=', 'waiting').execute(),
  ).toHaveLength(1);
});

test('an invisible character in the name of a campaign is removed', async () => {
  const audience = { leadIds: [await world.lead('unseen@pier7.example')] };
  const { campaignId } = await world.as('marketer').campaigns.launch({ name: 'Aut\0umn\n', program: 'newcomers', audience });
  expect(await world.as('marketer').campaigns.get({ campaignId })).toMatchObject({ name: 'Autumn' });
});

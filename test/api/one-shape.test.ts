import { afterAll, beforeAll, expect, test } from 'vitest';
import { badRequest, Refusal, type Refused } from '../../api/procedures/refusal.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let marketer: { authorization: string };
beforeAll(async () => {
  world = await createWorld();
  marketer = await world.key('marketer');
});
afterAll(async () => await world[Symbol.asyncDispose]());

async function procedure(name: string, payload: object, headers: Record<string, string> = marketer): Promise<Refused> {
  const answer = await world.api.inject({ method: 'POST', url: `/trpc/${name}`, headers, payload });
  return answer.json<{ error: { data: Refused } }>().error.data;
}

test('the compiler refuses a code that is not one camelCase word', () => {
  // @ts-expect-error it begins with a capital letter
  badRequest('TaskClosed', 'This task is closed.');
  // @ts-expect-error it is in capitals
  expect(new Refusal('CONFLICT', 'No.', { code: 'TASK_CLOSED' }).data.code).toBe('TASK_CLOSED');
});

test('a refusal says what is wrong, where, what is expected, and what to do', async () => {
  expect(await procedure('leads.list', { sort: 'newst' })).toMatchObject({
    code: 'invalidInput',
    field: 'sort',
    message: 'sort: expected one of newest, oldest, moved, interest, fit.',
    expected: 'one of newest, oldest, moved, interest, fit',
    didYouMean: 'newest',
  });
  expect(await procedure('campaigns.get', {})).toMatchObject({
    code: 'invalidInput',
    field: 'campaignId',
    message: 'campaignId is missing: expected an id, such as 019f0c4e-7a52-7d7b-8c2a-5b1f6f3a9d10.',
  });
  expect(await procedure('campaigns.launch', { name: 'A', program: 'newcomer' })).toMatchObject({
    code: 'programUnknown',
    message: 'There is no program "newcomer".',
    expected: 'one of newcomers',
    didYouMean: 'newcomers',
  });
});

const unknownId = '019f0c4e-7a52-7d7b-8c2a-5b1f6f3a9d10';

test.each([
  ['leads.update', { leadId: 'nobody@pier7.example', title: 'Clerk' }, { code: 'leadUnknown', field: 'leadId' }],
  ['campaigns.get', { campaignId: unknownId }, { code: 'campaignUnknown', field: 'campaignId' }],
  ['leads.list', { where: 'stage is mqll' }, { code: 'audienceInvalid', field: 'where' }],
  ['content.preview', { id: 'guid' }, { code: 'contentMissing', field: 'id', didYouMean: 'guide', value: 'guid' }],
  ['imports.rejections', { importId: unknownId }, { code: 'importUnknown', field: 'importId' }],
  ['reports.funnel', { campaignId: unknownId }, { code: 'campaignUnknown', field: 'campaignId' }],
  ['reports.plan', { revenue: -1, by: '2026-12-24T09:00:00Z' }, { field: 'revenue', message: 'revenue: expected more than 0.' }],
  ['imports.run', { file: { csv: '' }, source: 'x', consentBasis: 'optIn' }, { expected: 'at least 1 character' }],
])('%s names the field that is wrong: %j', async (name, input, refused) => {
  expect(await procedure(name, input)).toMatchObject(refused);
});

test('an instant that is refused is named as a date, and by its field', async () => {
  const until = async (instant: string) =>
    await procedure('contact.close', { leadId: await world.lead(), channel: 'phone', reason: 'hold', until: instant });
  expect(await until('9999-12-31T00:00:00Z')).toMatchObject({ field: 'until', expected: 'an instant before the year 2200' });
  expect(await until('2020-01-01T00:00:00Z')).toMatchObject({ code: 'untilPast', field: 'until' });
});

test('a report with a misspelt name is refused, with the name that was probably meant', async () => {
  const rep = await world.rep('sdr', 'Sam Rivers');
  const taskId = await world.task(await world.lead('ann@names.example'), rep);
  const said = async (report: object) => await procedure('tasks.report', { taskId, ...report }, await world.key('rep', rep));
  expect(await said({ disposition: 'noAnwser' })).toMatchObject({ field: 'disposition', didYouMean: 'noAnswer' });
  expect(await said({ disposition: 'disqualified', reason: 'toosmall' })).toMatchObject({
    field: 'reason',
    didYouMean: 'tooSmall',
  });
  expect(await said({ disposition: 'callBack' })).toMatchObject({ field: 'details.at', code: 'fieldsMissing' });
});

test('a correction of nothing is refused', async () => {
  expect(await procedure('leads.update', { leadId: await world.lead('ann@nothing.example') })).toMatchObject({
    code: 'nothingToChange',
    expected: expect.stringContaining('title') as string,
  });
});

test('a field that nobody knows is refused, with the field that was probably meant', async () => {
  expect(await procedure('leads.list', { wher: {} })).toMatchObject({
    code: 'invalidInput',
    field: 'wher',
    message: 'There is no field "wher".',
    didYouMean: 'where',
  });
  const lead = { email: 'ann@shape.example' };
  const consent = { wordng: 'I agree.' };
  expect(await procedure('leads.add', { lead, source: 'fair', consentBasis: 'optIn', consent })).toMatchObject({
    field: 'consent.wordng',
    message: 'There is no field "wordng" in consent.',
    didYouMean: 'wording',
  });
  const unknown = { ...lead, fields: { docks: 12 } };
  expect(await procedure('leads.add', { lead: unknown, source: 'fair', consentBasis: 'optIn' })).toMatchObject({
    message: 'There is no field "fields" in lead.',
    expected: expect.stringMatching(/^one of email, firstName, /) as string,
  });
});

test('all faults of an input are named at once', async () => {
  const { message } = await procedure('campaigns.launch', { spreadDays: 1_000, name: '', program: 7 });
  expect(message.split('\n')).toEqual([
    'name: expected a text.',
    'program: expected a text.',
    'spreadDays: expected at most 365.',
  ]);
});

test('of several forms of an input, the one that is almost right is assumed', async () => {
  expect(await procedure('events.replay', { sink: 'crm', id: 17 }, await world.key('admin'))).toMatchObject({
    field: 'id',
    message: 'id: expected a text.',
  });
});

test('a procedure that does not exist is answered with the name that was probably meant', async () => {
  expect(await procedure('leads.stroy', {})).toMatchObject({
    code: 'procedureUnknown',
    message: 'There is no procedure "leads.stroy".',
    didYouMean: 'leads.story',
    todo: 'GET /openapi.json lists all procedures.',
  });
});

test('every way to call the API answers in the same form', async () => {
  const noKey = await world.api.inject({ method: 'POST', url: '/trpc/leads.list', payload: {} });
  const refusals: unknown[] = [
    noKey.json<{ error: { data: unknown } }>().error.data,
    (await world.api.inject({ method: 'POST', url: '/f/quote', payload: { email: 'a@b.example' } })).json(),
    (await world.api.inject({ method: 'POST', url: '/imports', headers: marketer, payload: 'email' })).json(),
    (await world.api.inject({ url: '/nowhere' })).json(),
    (
      await world.api.inject({
        method: 'POST',
        url: '/trpc/leads.list',
        headers: { ...marketer, 'content-type': 'application/json' },
        payload: '{"where":',
      })
    ).json<{ error: { data: unknown } }>().error.data,
  ];
  for (const refusal of refusals)
    expect(refusal).toMatchObject({
      code: expect.stringMatching(/^[a-z][A-Za-z]+$/) as string,
      message: expect.stringMatching(/\.$/) as string,
    });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
let tom: string;
let leadId: string;
beforeAll(async () => {
  world = await createWorld();
  tom = await world.rep('salesperson', 'Tom Field', 'deal-team');
  leadId = await world.lead('ann@pier7.example');
});
afterAll(async () => await world[Symbol.asyncDispose]());

const deals = () => world.as('marketer').deals;
const closeAt = new Date(NOON + 60 * DAY).toISOString();
const told = async (lead = leadId) =>
  (await world.as('marketer').leads.story({ leadId: lead })).flatMap(({ about, kind, text }) =>
    about === 'events' && kind.startsWith('deal') ? [text] : [],
  );

test('a deal of a CRM has stage, probability, currency and owner; the story says what it was at each time', async () => {
  const opened = await deals().open({
    leadId: 'ann@pier7.example',
    externalId: '006-1',
    amount: 48_000,
    currency: 'USD',
    stage: 'Proposal',
    closeAt,
    owner: 'tom.field@ours.example',
  });
  expect(opened).toMatchObject({
    text: '48,000 USD, Proposal',
    stage: { name: 'proposal', label: 'Proposal', probability: 50 },
    owner: { repId: tom, name: 'Tom Field' },
    lead: { leadId, name: 'ann@pier7.example' },
    account: { name: 'pier7.example' },
    closeAt,
  });
  const changed = await deals().update({ dealId: '006-1', stage: 'negotiation', amount: 52_000, nextStep: 'Call their lawyer' });
  expect(changed).toMatchObject({ dealId: opened.dealId, stage: { probability: 75 }, amount: 52_000, currency: 'USD' });
  await deals().update({ dealId: opened.dealId, result: 'won' });
  expect(await told()).toEqual([
    'opportunity over 48,000 USD of Tom Field, Proposal (50 %), expected on 2026-05-09 (by marketer)',
    'opportunity was over 48,000 USD, is over 52,000 USD of Tom Field, Negotiation (75 %), expected on 2026-05-09: Call their lawyer (by marketer)',
    'opportunity over 52,000 USD of Tom Field is won (by marketer)',
  ]);
  expect(await world.db.selectFrom('accounts').select('kind').executeTakeFirst()).toEqual({ kind: 'customer' });
  await expect(deals().update({ dealId: '006-1', amount: 1 })).rejects.toMatchObject({ data: { code: 'dealClosed' } });
});

test('an open deal is on the call sheet of every lead at the company, and its owner is the one who gets them', async () => {
  const first = await world.lead('bea@quay.example');
  await deals().open({ leadId: first, amount: 10_000, closeAt, owner: 'Tom Field' });
  const colleague = await world.enrolled('carl@quay.example');
  const sheet = await world.as('admin').tasks.get({ taskId: await world.task(colleague, tom) });
  expect(sheet.deals).toMatchObject([
    { text: '10,000 EUR, Discovery', lead: { email: 'bea@quay.example' }, owner: { name: 'Tom Field' } },
  ]);
  expect(sheet.account?.people).toMatchObject([{ name: 'bea@quay.example', role: 'User', tasks: [] }]);
  const { surroundingsOf } = await import('../../db/tasks/tasks.ts');
  expect(await surroundingsOf(world.db, colleague)).toMatchObject({ dealOwnerId: tom });
});

test('a deal with an open task is closed by its salesperson only; its stage may come from elsewhere', async () => {
  const lead = await world.lead('dan@berth.example');
  const { dealId } = await deals().open({ leadId: lead, amount: 5, closeAt, owner: tom });
  const taskId = await world.task(lead, tom, 'acceptance');
  await world.db.updateTable('opportunities').set({ taskId }).where('id', '=', dealId).execute();
  await expect(deals().update({ dealId, result: 'lost' })).rejects.toMatchObject({
    data: { code: 'dealHasTask', value: taskId },
  });
  expect(await deals().update({ dealId, stage: 'proposal' })).toMatchObject({ taskId, stage: { name: 'proposal' } });
});

test('an invalid stage, currency, owner or day is refused with what is expected', async () => {
  const lead = await world.lead('eva@mole.example');
  const order = { leadId: lead, amount: 5, closeAt, owner: 'Tom Field' };
  await expect(deals().open({ ...order, stage: 'Constructor' })).rejects.toThrow(
    'There is no stage "Constructor". Use one of these: discovery, proposal, negotiation, commitment.',
  );
  await expect(deals().open({ ...order, currency: 'EURO' })).rejects.toThrow('ISO 4217');
  await expect(deals().open({ ...order, owner: 'Nobody' })).rejects.toMatchObject({ data: { code: 'repUnknown' } });
  await expect(deals().open({ leadId: lead, amount: 5, closeAt })).rejects.toMatchObject({ data: { code: 'ownerMissing' } });
  const other = await world.rep('salesperson', 'Olga Other', 'other-team');
  const { dealId } = await deals().open(order);
  await expect(world.as('rep', other).deals.update({ dealId, amount: 1 })).rejects.toMatchObject({ data: { code: 'otherLead' } });
});

test('a file of deals opens and changes them by their ids, lists each bad row with the reason, and the same file again changes nothing', async () => {
  await world.lead('fay@dock.example');
  const csv = [
    'Deal ID,Contact email,Amount,Currency,Stage,Close date,Owner,Next step,Region',
    '006-7,fay@dock.example,12000,eur,Proposal,2026-06-30,tom.field@ours.example,"Send, then call",North',
    '006-8,nobody@dock.example,12000,EUR,Proposal,2026-06-30,Tom Field,,',
    '006-9,fay@dock.example,"12,000",EUR,Proposal,2026-06-30,Tom Field,,',
    '006-10,fay@dock.example,1,EUR,Proposal,30.06.2026,Tom Field,,',
    ' ,fay@dock.example,1,EUR,Proposal,2026-06-30,Tom Field,,',
  ].join('\n');
  const bad = [
    { line: 3, reason: 'No lead has the address nobody@dock.example. Import the lead first.' },
    { line: 4, reason: '"12,000" is not an amount. Write it as 48000 or 48000.50.' },
    { line: 5, reason: expect.stringContaining('closeAt: expected an instant') },
    { line: 6, reason: expect.stringContaining('The row has no id of the deal') },
  ];
  expect(await deals().import({ csv, dryRun: true })).toMatchObject({
    dryRun: true,
    opened: 1,
    changed: 0,
    bad,
    unused: ['Region'],
  });
  expect((await deals().list({ owner: 'Tom Field' })).items.map(({ externalId }) => externalId)).not.toContain('006-7');
  expect(await deals().import({ csv })).toMatchObject({ opened: 1, changed: 0, bad });
  expect(await deals().import({ csv })).toMatchObject({ opened: 0, changed: 0, unchanged: 1, bad });
  const moved = csv.replace('12000,eur,Proposal', '14000,eur,Negotiation');
  expect(await deals().import({ csv: moved })).toMatchObject({ opened: 0, changed: 1, unchanged: 0 });
  expect((await deals().list({ leadId: 'fay@dock.example' })).items).toMatchObject([
    { externalId: '006-7', text: '14,000 EUR, Negotiation', nextStep: 'Send, then call' },
  ]);
});

test('deals are listed in pages, newest first', async () => {
  const { items: all } = await deals().list({});
  const first = await deals().list({ limit: 2 });
  const rest = await deals().list({ after: first.next });
  expect([...first.items, ...rest.items]).toEqual(all);
  expect(rest.next).toBeUndefined();
  expect((await deals().list({ state: 'closed' })).items).toMatchObject([{ externalId: '006-1', result: 'won' }]);
});

test('a deal that comes in closed was won or lost on its close date, and a result that is none is a bad row', async () => {
  const leadId = await world.lead('gil@quay.example');
  const csv = [
    'Deal ID,Email,Amount,Close date,Owner,Result',
    '006-20,gil@quay.example,12000,2025-06-30,Tom Field,won',
    '006-21,gil@quay.example,500,2025-07-01,Tom Field,Lost',
    '006-22,gil@quay.example,500,2025-07-01,Tom Field,Closed Won',
  ].join('\n');
  const bad = [{ line: 4, reason: expect.stringContaining('result') }];
  expect(await deals().import({ csv, dryRun: true })).toMatchObject({ opened: 2, bad });
  expect(await deals().import({ csv })).toMatchObject({ opened: 2, bad });
  expect(await deals().import({ csv })).toMatchObject({ opened: 0, changed: 0, unchanged: 2, bad });
  const { items } = await deals().list({ leadId });
  expect(
    Object.fromEntries(items.map(({ externalId, result, closedAt }) => [externalId, [result, closedAt?.slice(0, 10)]])),
  ).toEqual({
    '006-20': ['won', '2025-06-30'],
    '006-21': ['lost', '2025-07-01'],
  });
});

import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  standardDispositions,
  dispositionFields,
  type DispositionSpec,
  type Disposition,
  type DispositionFieldSpec,
} from '../../domain/sales/dispositions.ts';
import { own } from '../../domain/text/own.ts';
import { DAY, YEAR } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
let leadId: string;
let rep: string;
beforeAll(async () => {
  world = await createWorld();
  rep = await world.rep('sdr', 'Rita Instant');
  leadId = await world.enrolled();
});
afterAll(async () => await world[Symbol.asyncDispose]());

const refusal = async (asked: Promise<unknown>): Promise<string> =>
  await asked.then(
    () => 'taken',
    (error: { data?: { code?: string }; message: string }) => `${error.data?.code}: ${error.message}`,
  );

const wrong = [
  ['months ago', NOON - 90 * DAY, /(Past: .* is in the past: 2025-12-10\.)/],
  ['in 2020', Date.parse('2020-01-01T00:00:00Z'), /Past: /],
  ['in 150 years', NOON + 150 * YEAR, /TooFar: .* is too far ahead: 2176/],
  ['in the last year of JavaScript', 8.64e15, /invalidInput: .*: expected an instant before the year 2200\./],
  ['in the first year of JavaScript', -8.64e15, /invalidInput: .*: expected an instant after the year 1969\./],
  ['in a year of six digits', '+275760-09-12T00:00:00Z' as never, /invalidInput: .*: expected an instant with its offset/],
] as const;

const rows = Object.entries(dispositionFields) as [string, DispositionFieldSpec][];
const instants = rows.filter(([, { kind }]) => kind === 'instant').map(([field]) => field);

test('every instant of a report says how far ahead it may lie', () => {
  expect(instants).toEqual(['at', 'meetingAt', 'closeAt']);
  for (const field of instants) expect(dispositionFields[field as 'at'].ahead, field).toBeGreaterThan(30 * DAY);
});

const given = {
  text: 'why',
  money: 1,
  track: 'connect',
  guide: { fit: 'x', interest: 'x', contactData: 'x', willingToMeet: 'x' },
  recycleReason: 'timing',
} as const;
const cases = (Object.keys(standardDispositions) as Disposition[]).flatMap((name) => {
  const { requires, allows = [] } = own<DispositionSpec>(standardDispositions, name)!;
  return [...requires, ...allows].filter((field) => instants.includes(field)).map((field) => [name, field] as const);
});

test.each(cases)('a report of %s is refused when its %s has passed, or lies too far ahead', async (disposition, field) => {
  const { requires } = own<DispositionSpec>(standardDispositions, disposition)!;
  const details = Object.fromEntries(requires.map((one) => [one, given[dispositionFields[one].kind as 'text'] ?? NOON + DAY]));
  const taskId = await world.task(leadId, rep, disposition === 'later' ? 'reply' : 'call');
  const report = async (at: unknown) =>
    await refusal(world.as('rep', rep).tasks.report({ id: v7(), taskId, disposition, details: { ...details, [field]: at } }));
  for (const [what, at, expected] of wrong) expect(await report(at), what).toMatch(expected);
  expect(await report(NOON + 7 * DAY)).toBe('taken');
});

test('a report that is repeated after its date gets the same answer', async () => {
  await using other = await createWorld();
  const owner = await other.rep('sdr', 'Rita Again');
  const taskId = await other.task(await other.enrolled(), owner);
  const report = { id: v7(), taskId, disposition: 'callBack', details: { at: NOON + DAY } } as const;
  const first = await other.as('rep', owner).tasks.report(report);
  other.now = NOON + 3 * DAY;
  expect(await other.as('rep', owner).tasks.report(report)).toEqual(first);
});

test('a hold and a suppression end in a time to come', async () => {
  for (const [what, until, expected] of wrong) {
    const hold = world.as('rep', rep).contact.close({ leadId, channel: 'all', reason: 'hold', until });
    expect(await refusal(hold), what).toMatch(expected);
    const set = world.as('manager', rep).contact.close({ domain: 'a.example', reason: 'excludedDomain', until });
    expect(await refusal(set), what).toMatch(expected);
  }
});

test('a refusal says the instant as people read it, not in milliseconds', async () => {
  const { contact } = world.as('manager', rep);
  const hold = (until: number) => contact.close({ leadId, channel: 'all', reason: 'hold', until });
  await expect(hold(NOON - 90 * DAY)).rejects.toMatchObject({ data: { value: new Date(NOON - 90 * DAY).toISOString() } });
  await expect(hold(NOON + 150 * YEAR)).rejects.toMatchObject({ data: { value: expect.stringMatching(/^2176-/) as string } });
  const act = { id: v7(), kind: 'demoRequested', at: NOON + DAY };
  const add = world
    .as('intake')
    .leads.add({ lead: { email: 'a@b.example' }, source: 'call', consentBasis: 'none', engagement: act });
  await expect(add).rejects.toMatchObject({ data: { value: new Date(NOON + DAY).toISOString() } });
});

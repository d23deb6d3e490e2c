import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appRouter, inputOf } from '../../api/router.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let leadId: string;
beforeAll(async () => {
  world = await createWorld();
  leadId = await world.enrolled('ann@pier7.example');
});
afterAll(async () => await world[Symbol.asyncDispose]());

/** The procedures that take a lead, and leave it there. */
const takers = Object.keys(appRouter._def.procedures).filter((name) => {
  const { properties = {} } = z.toJSONSchema((inputOf(name) as z.ZodType | undefined) ?? z.object({}), {
    io: 'input',
    unrepresentable: 'any',
  });
  return name !== 'leads.erase' && Object.hasOwn(properties, 'leadId');
});

interface Said {
  readonly error?: { readonly message: string; readonly data: { readonly code: string } };
}

async function call(name: string, lead: string) {
  const headers = await world.key('admin');
  const answer = await world.api.inject({ method: 'POST', url: `/trpc/${name}`, headers, payload: { leadId: lead } });
  return answer.json<Said>();
}

test.each(takers)('%s takes the address of a lead as it takes its id', async (name) => {
  const [byId, byAddress] = [await call(name, leadId), await call(name, 'Ann@Pier7.example')];
  expect(byAddress.error?.message).toEqual(byId.error?.message);
  expect(byAddress.error?.message ?? '').not.toContain('leadId');
  expect((await call(name, 'nobody@pier7.example')).error?.data).toMatchObject({ code: 'leadUnknown' });
});

test('leads.erase takes the address of a lead as it takes its id', async () => {
  const erased = await world.lead('bea@pier7.example');
  expect((await call('leads.erase', 'nobody@pier7.example')).error?.data).toMatchObject({ code: 'leadUnknown' });
  expect((await call('leads.erase', 'Bea@Pier7.example')).error).toBeUndefined();
  expect((await world.as('admin').audit.list({ action: 'leads.erase' })).items[0]).toMatchObject({
    outcome: 'done',
    subjects: [erased],
  });
  expect((await call('leads.erase', 'bea@pier7.example')).error?.data).toMatchObject({ code: 'leadUnknown' });
});

test('many procedures take a lead', () => expect(takers.length).toBeGreaterThan(8));

test('an act on a lead that is named by its address is saved with the id, and without the address', async () => {
  await world.as('marketer').leads.update({ leadId: 'ann@pier7.example', title: 'Director' });
  const { items } = await world.as('admin').audit.list({ action: 'leads.update' });
  const { leads, ...act } = items[0]!;
  expect(act).toMatchObject({ outcome: 'done', subjects: [leadId] });
  expect(JSON.stringify(act)).not.toContain('pier7');
  // Who it was is read from the lead, and goes with it.
  expect(leads).toEqual([{ id: leadId, name: 'ann@pier7.example' }]);
});

test('a rep may not change the lead of another rep by its address, either', async () => {
  const rep = await world.rep('sdr', 'Tia Cole');
  await expect(world.as('rep', rep).leads.update({ leadId: 'ann@pier7.example', title: 'X' })).rejects.toMatchObject({
    data: { code: 'otherLead' },
  });
});

test('what is neither an id nor an address is refused with an example', async () => {
  await expect(world.as('marketer').leads.status({ leadId: 'ann' })).rejects.toThrow('ann@example.com');
});

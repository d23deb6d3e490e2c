import { v7 } from 'uuid';
import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { appRouter, inputOf } from '../../api/router.ts';
import { DAY } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from './world.ts';

interface Declared {
  readonly _def: { readonly meta: { readonly roles: readonly string[] }; readonly type: 'query' | 'mutation' };
}
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Declared>);

function fieldsOf(name: string): string[] {
  const schema = inputOf(name) as z.ZodType | undefined;
  return schema ? Object.keys(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }).properties ?? {}) : [];
}

let world: World;
let sam: string;
let mate: string;
let other: string;
let boss: string;
let leadId: string;
let calls = 0;

beforeAll(async () => {
  world = await createWorld();
  sam = await world.rep('sdr', 'Sam Rivers');
  mate = await world.rep('sdr', 'Tia Cole');
  boss = await world.rep('manager', 'Mia Manager');
  other = await world.rep('salesperson', 'Olga Other', 'deal-team');
});
afterAll(async () => await world[Symbol.asyncDispose]());
beforeEach(async () => {
  leadId = await world.enrolled(`lead${++calls}@right${calls}.example`);
});

const rename = async (as: ReturnType<World['as']>) => await as.leads.update({ leadId, firstName: 'Anna' });
const refused = (code: string) => ({ code: 'FORBIDDEN', data: { code } });

/** What every such procedure is asked about: no field that it lacks, no field that means a lead and is called otherwise. */
const named = procedures.filter(([name]) => fieldsOf(name).some((field) => field === 'leadId' || field === 'taskId'));

test('an input calls a lead leadId and a task taskId, so that no procedure slips past the rights on it', () => {
  const others = procedures.flatMap(([name, { _def }]) =>
    fieldsOf(name)
      .filter((field) => /lead|task/i.test(field) && field !== 'leadId' && field !== 'taskId')
      .map((field) => [name, field, _def.meta.roles] as const),
  );
  // A whole person comes in: leads.add asks itself for the right on the lead who has the address.
  expect(others.filter(([, , roles]) => roles.includes('rep') || roles.includes('manager')).map(([name]) => name)).toEqual([
    'leads.add',
  ]);
  expect(named.length).toBeGreaterThan(8);
});

test.each(named.filter(([, { _def }]) => _def.type === 'mutation'))(
  '%s can’t change a lead or a task of another team',
  async (name, { _def }) => {
    const taskId = await world.task(leadId, sam);
    for (const role of (['rep', 'manager'] as const).filter((one) => _def.meta.roles.includes(one))) {
      const repId = role === 'rep' ? other : await world.rep('manager', 'Otto Other', 'deal-team');
      const answer = await world.api.inject({
        method: 'POST',
        url: `/trpc/${name}`,
        headers: await world.key(role, repId),
        payload: { id: v7(), leadId, taskId },
      });
      expect([role, answer.statusCode]).toEqual([role, 403]);
    }
  },
);

test('leads.add changes nothing of a lead of another team', async () => {
  await world.task(leadId, sam);
  const order = {
    lead: { email: `lead${calls}@right${calls}.example`, title: 'Clerk' },
    source: 'fair',
    consentBasis: 'none' as const,
  };
  const otherBoss = await world.rep('manager', 'Otto Adds', 'deal-team');
  await expect(world.as('rep', other).leads.add(order)).rejects.toMatchObject(refused('otherLead'));
  await expect(world.as('manager', otherBoss).leads.add(order)).rejects.toMatchObject(refused('otherLead'));
});

const readable = named.filter(
  ([name, { _def }]) => _def.type === 'query' && _def.meta.roles.includes('rep') && fieldsOf(name).includes('leadId'),
);
/** What else they must be asked. */
const asked: Readonly<Record<string, object>> = {
  'segments.explain': { audience: 'everybody' },
  'leads.sent': { touch: 'about/this' },
};

test.each(readable)('%s can be read for another team’s lead, and that is recorded', async (name) => {
  await world.task(leadId, sam);
  const touch = { key: 'about/this', leadId, track: 'educate', content: 'guide', state: 'never', claimedAt: new Date() } as const;
  if (name === 'leads.sent') await world.db.insertInto('touches').values(touch).execute();
  const readBy = async (repId: string) => {
    const headers = await world.key('rep', repId);
    const answer = await world.api.inject({ method: 'POST', url: `/trpc/${name}`, headers, payload: { leadId, ...asked[name] } });
    expect(answer.statusCode).toBe(200);
    const principal = headers.authorization.split('_')[1]!;
    return (await world.as('admin').audit.list({ subject: leadId, action: name, principal })).items;
  };
  expect(await readBy(sam)).toEqual([]);
  expect(await readBy(mate)).toEqual([]);
  expect(await readBy(other)).toMatchObject([{ outcome: 'done', subjects: [leadId], detail: { otherTeam: true } }]);
});

test('a lead that no one works can be read by every rep', async () => {
  await world.as('rep', other).leads.story({ leadId });
  expect((await world.as('admin').audit.list({ subject: leadId, action: 'leads.story' })).items).toEqual([]);
});

test('a rep changes a lead while they have a task on it, and not afterwards', async () => {
  await expect(rename(world.as('rep', sam))).rejects.toMatchObject(refused('otherLead'));
  const taskId = await world.task(leadId, sam);
  await rename(world.as('rep', sam));
  await expect(rename(world.as('rep', mate))).rejects.toMatchObject(refused('otherLead'));
  await world.db.updateTable('tasks').set({ state: 'done' }).where('id', '=', taskId).execute();
  await expect(rename(world.as('rep', sam))).rejects.toMatchObject(refused('otherLead'));
});

test('a rep changes a lead that they own', async () => {
  await world.db.updateTable('leads').set({ ownerId: sam }).where('id', '=', leadId).execute();
  await rename(world.as('rep', sam));
  await expect(rename(world.as('rep', other))).rejects.toMatchObject(refused('otherLead'));
});

test('a rep can change a lead whose task is unassigned in their team', async () => {
  const taskId = await world.task(leadId, sam, 'reply');
  await world.db.updateTable('tasks').set({ assigneeId: null }).where('id', '=', taskId).execute();
  await rename(world.as('rep', mate));
  await expect(rename(world.as('rep', other))).rejects.toMatchObject(refused('otherLead'));
});

test('a manager changes the leads on which their team works, and no others', async () => {
  await expect(rename(world.as('manager', boss))).rejects.toMatchObject(refused('otherLead'));
  await world.task(leadId, sam);
  await rename(world.as('manager', boss));
  await expect(rename(world.as('manager', await world.rep('manager', 'Otto Other', 'deal-team')))).rejects.toMatchObject(
    refused('otherLead'),
  );
});

test('only a manager or a marketer can give a legal reason', async () => {
  await world.task(leadId, sam);
  const close = async (as: ReturnType<World['as']>) => await as.contact.close({ leadId, channel: 'phone', reason: 'legal' });
  await expect(close(world.as('rep', sam))).rejects.toMatchObject(refused('reasonNotYours'));
  expect(await close(world.as('manager', boss))).toMatchObject({ wasOpen: true });
});

test("a rep can't end another rep's hold, or lift a suppression of another team", async () => {
  await world.task(leadId, sam);
  await world.as('rep', sam).contact.close({ leadId, channel: 'all', reason: 'hold', until: NOON + DAY });
  const [hold] = (await world.as('rep', sam).suppressions.list({ leadId })).items;
  await expect(world.as('rep', other).contact.open({ id: hold!.id })).rejects.toMatchObject(refused('otherLead'));
  expect(await world.as('manager', boss).contact.open({ id: hold!.id })).toMatchObject({ wasClosed: true });
});

test('a lead that is named in another way than by its id is refused before any right is asked', async () => {
  await world.task(leadId, sam);
  const headers = await world.key('rep', other);
  for (const spelled of [` ${leadId}`, [leadId], { toString: leadId }, `{${leadId}}`]) {
    const payload = { leadId: spelled, firstName: 'Anna' };
    expect((await world.api.inject({ method: 'POST', url: '/trpc/leads.update', headers, payload })).statusCode).toBe(400);
  }
  const upper = { leadId: leadId.toUpperCase(), firstName: 'Anna' };
  expect((await world.api.inject({ method: 'POST', url: '/trpc/leads.update', headers, payload: upper })).statusCode).toBe(403);
});

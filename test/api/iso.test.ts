import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { procedures } from '../../api/router.ts';
import { createApiKey } from '../../db/system/api-keys.ts';
import { DAY } from '../../domain/time/duration.ts';
import { samplesOf } from './samples.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
let ids: Readonly<Record<string, string>>;
let keys: readonly { authorization: string }[];
beforeAll(async () => {
  world = await createWorld();
  const manager = await world.rep('manager', 'Mia Iso');
  const rep = await world.rep('sdr', 'Rita Iso');
  keys = [await world.key('admin'), await world.key('manager', manager), await world.key('rep', rep)];
  const leadId = await world.enrolled('ann@iso.example');
  const touchKey = await world.touch(leadId);
  const taskId = await world.task(leadId, rep);
  const { importId } = await world.as('marketer').imports.run({ file: { csv: 'email\nbea@iso.example\nnobody' }, source: 'iso', consentBasis: 'optIn' }); // prettier-ignore
  await world.as('rep', rep).tasks.report({ taskId, disposition: 'callBack', details: { at: NOON + DAY } });
  await world.as('manager', manager).team.away({ rep: manager, from: NOON, to: NOON + DAY });
  await world.as('marketer').contact.close({ leadId, channel: 'phone', reason: 'hold', until: NOON + DAY });
  await world.as('intake').events.record({ events: [{ lead: leadId, kind: 'visited', page: 'pricing' }] });
  await createApiKey(world.db, { role: 'marketer', principal: 'used', at: NOON });
  const [campaign] = await world.db.selectFrom('campaigns').select('id').execute();
  const [account] = await world.db.selectFrom('accounts').select('id').execute();
  ids = { leadId, taskId, importId, key: touchKey, rep, program: 'newcomers', campaignId: campaign!.id, accountId: account!.id };
});
afterAll(async () => await world[Symbol.asyncDispose]());

const known = (field: string, format: string | undefined): unknown =>
  ids[field] ?? (format === 'uuid' ? v7() : format === 'datetime' ? new Date(NOON + DAY).toISOString() : undefined);

/** The places of numbers that are milliseconds since 1970. */
const epochsIn = (value: unknown, path = ''): readonly string[] => {
  // The record of an act shows its input as it was sent, and an export shows rows as they are saved.
  if (path === 'audit.list.items.detail' || path === 'leads.export.tables') return [];
  if (typeof value === 'number') return value > Date.UTC(2001, 8) && value < Date.UTC(2200, 0) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return [
    ...new Set(Object.entries(value).flatMap(([name, part]) => epochsIn(part, Array.isArray(value) ? path : `${path}.${name}`))),
  ];
};

const queries = Object.entries(procedures).filter(([, { _def }]) => _def.type === 'query');

test('no answer has an instant as a number', async () => {
  const found: string[] = [];
  const answered = new Set<string>();
  for (const [name, { _def }] of queries) {
    const [schema] = _def.inputs as readonly z.ZodType[];
    const inputs = [{}, ...(schema ? samplesOf(schema, known) : [])];
    for (const headers of keys)
      for (const payload of inputs as object[]) {
        const answer = await world.api.inject({ method: 'POST', url: `/api/v1/${name.replace('.', '/')}`, headers, payload });
        if (answer.statusCode !== 200) continue;
        answered.add(name);
        found.push(...epochsIn(answer.json(), name));
      }
  }
  expect(answered.size).toBeGreaterThan(queries.length * 0.8);
  expect([...new Set(found)]).toEqual([]);
});

import { Ajv2020 } from 'ajv/dist/2020.js';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import description from '../../api/rest/openapi.gen.json' with { type: 'json' };
import { answerName } from '../../api/rest/answer-name.ts';
import { restPath } from '../../api/rest/rest-path.ts';
import { procedures } from '../../api/router.ts';
import { createApiKey } from '../../db/system/api-keys.ts';
import { DAY } from '../../domain/time/duration.ts';
import { samplesOf } from './samples.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
let ids: Readonly<Record<string, string>>;
let keys: readonly { authorization: string }[];
let answers: readonly (readonly [string, unknown])[];
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
  answers = await allAnswers();
});
afterAll(async () => await world[Symbol.asyncDispose]());

const known = (field: string, format: string | undefined): unknown =>
  ids[field] ?? (format === 'uuid' ? v7() : format === 'datetime' ? new Date(NOON + DAY).toISOString() : undefined);

/** The places of numbers that are milliseconds since 1970. */
function epochsIn(value: unknown, path = ''): readonly string[] {
  // The record of an act shows its input as it was sent, and an export shows rows as they are saved.
  if (path === 'audit.list.items.detail' || path === 'leads.export.tables') return [];
  if (typeof value === 'number') return value > Date.UTC(2001, 8) && value < Date.UTC(2200, 0) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return [
    ...new Set(Object.entries(value).flatMap(([name, part]) => epochsIn(part, Array.isArray(value) ? path : `${path}.${name}`))),
  ];
}

const queries = Object.entries(procedures).filter(([, { _def }]) => _def.type === 'query');

/** What each procedure answers to each kind of key, for many inputs. */
async function allAnswers(): Promise<readonly (readonly [string, unknown])[]> {
  const answers: [string, unknown][] = [];
  for (const [name, { _def }] of queries) {
    const [schema] = _def.inputs as readonly z.ZodType[];
    const inputs = [{}, ...(schema ? samplesOf(schema, known) : [])];
    for (const headers of keys)
      for (const payload of inputs as object[]) {
        const answer = await world.api.inject({ method: 'POST', url: restPath(name), headers, payload });
        if (answer.statusCode === 200) answers.push([name, answer.json()]);
      }
  }
  return answers;
}

test('most procedures that read have answered', () => {
  expect(new Set(answers.map(([name]) => name)).size).toBeGreaterThan(queries.length * 0.8);
});

test('no answer has an instant as a number', () => {
  expect([...new Set(answers.flatMap(([name, answer]) => epochsIn(answer, name)))]).toEqual([]);
});

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** The places where a schema has a number by the name of an instant. */
const numbersAsInstants = (
  { properties = {}, items, additionalProperties, anyOf = [] }: Schema,
  path: string,
): readonly string[] => [
  ...Object.entries(properties).flatMap(([name, one]) => [
    ...(one.type === 'number' && /^(at|since|until)$|At$/.test(name) ? [`${path}.${name}`] : []),
    ...numbersAsInstants(one, `${path}.${name}`),
  ]),
  ...[items, additionalProperties, ...anyOf].flatMap((one) => (one ? numbersAsInstants(one, path) : [])),
];

test('no answer is described with an instant as a number', () => {
  const schemas = Object.entries(description.components.schemas as unknown as Readonly<Record<string, Schema>>);
  expect(schemas.flatMap(([name, schema]) => numbersAsInstants(schema, name))).toEqual([]);
});

test('every answer is as the description for programs says', () => {
  const ajv = new Ajv2020({ strict: false }).addSchema(description, 'api');
  const wrong = answers.flatMap(([name, answer]) => {
    const fits = ajv.getSchema(`api#/components/schemas/${answerName(name)}`);
    if (fits?.(answer)) return [];
    return [`${name}: ${fits ? ajv.errorsText(fits.errors) : 'is not described'}`];
  });
  expect([...new Set(wrong)]).toEqual([]);
});

import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { appRouter } from '../../api/router.ts';
import {
  standardDispositions,
  dispositionFields,
  type DispositionSpec,
  type DispositionField,
} from '../../domain/sales/dispositions.ts';
import { own } from '../../domain/text/own.ts';
import { DAY } from '../../domain/time/duration.ts';
import { deepJson, hostileValues } from './hostile.ts';
import { samplesOf, spoiled } from './samples.ts';
import { createWorld, NOON, type World } from './world.ts';
import { app } from '../support/app.ts';

let world: World;
let headers: Record<string, string>;
let ids: Readonly<Record<string, string>>;
beforeAll(async () => {
  world = await createWorld();
  const owner = await world.rep('sdr', 'Rita Fuzz');
  headers = { ...(await world.key('admin')), 'content-type': 'application/json' };
  const leadId = await world.enrolled();
  const key = await world.touch(leadId);
  const { importId } = await world
    .as('marketer')
    .imports.run({ file: { csv: 'email\nimported@fuzz.example' }, source: 'fuzz', consentBasis: 'optIn' });
  const [account] = await world.db.selectFrom('accounts').select('id').execute();
  const [campaign] = await world.db.selectFrom('campaigns').select('id').execute();
  const taskId = await world.task(leadId, owner);
  ids = {
    leadId, taskId, importId, key, owner, accountId: account!.id, campaignId: campaign!.id,
    email: 'sample@fuzz.example', csv: 'email\nsample@fuzz.example', program: 'newcomers', consentBasis: 'optIn', keyId: '0123456789ab',
    cursor: '1',
  }; // prettier-ignore
});
afterAll(async () => await world[Symbol.asyncDispose]());

const byFormat: Readonly<Record<string, (field: string) => unknown>> = {
  uuid: (field) => (field === 'to' ? ids['owner'] : v7()),
  date: () => new Date(NOON + DAY).toISOString().slice(0, 10),
  datetime: () => new Date(NOON + DAY).toISOString(),
  email: () => 'ann@fuzz.example',
};
const byField: Readonly<Record<string, string>> = { id: 'evt_1', currency: 'EUR' };
/** What one procedure takes by a name that others use otherwise. */
const byProcedure: Readonly<Record<string, string>> = {
  'events.deliveries after': 'evt_1/crm',
  'keys.list after': '0123456789ab',
  'accounts.update size': '1,000',
  'keys.create hash': 'a'.repeat(64),
  'keys.rotate hash': 'b'.repeat(64),
};
const knownTo =
  (name: string) =>
  (field: string, format: string | undefined): unknown =>
    ids[field] ?? byFormat[format ?? '']?.(field) ?? byProcedure[`${name} ${field}`] ?? byField[field];

interface Procedure {
  readonly _def: { readonly type: 'query' | 'mutation'; readonly inputs: readonly z.ZodType[] };
}
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);
const withInput = procedures.filter(([, { _def }]) => _def.inputs.length > 0);

interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string | undefined;
}

async function call(name: string, { _def }: Procedure, json: string, more: Record<string, string> = {}): Promise<Answer> {
  const answer = await world.api.inject(
    _def.type === 'query'
      ? { url: `/trpc/${name}?input=${encodeURIComponent(json)}`, headers }
      : { method: 'POST', url: `/trpc/${name}`, headers: { ...headers, ...more }, payload: json },
  );
  const { error } = answer.json<{ error?: { message: string; data: { code?: string } } }>();
  return { status: answer.statusCode, code: error?.data.code, message: error?.message };
}

/** What the server is to blame for, what no schema has refused, and what says "again" where again would fail. */
const isOurFault = ({ status, code, message = '' }: Answer): boolean =>
  status >= 500 || code === 'valueUnusable' || /try again/i.test(message);

test('the procedures that take an input are found', () => {
  expect(withInput.length).toBeGreaterThan(25);
});

test.each(withInput)(
  '%s accepts its samples, and answers any other value in their place',
  async (name, procedure) => {
    const faults: unknown[] = [];
    // Samples differ in a branch of a union: the rest of them is spoiled once.
    const tried = new Set<string>();
    for (const sample of samplesOf(procedure._def.inputs[0]!, knownTo(name))) {
      const plain = await call(name, procedure, JSON.stringify(sample));
      expect([plain.status < 500, plain.code === 'invalidInput', plain.message], JSON.stringify(sample)).toEqual([
        true,
        false,
        plain.message,
      ]);
      for (const [what, value] of Object.entries(hostileValues))
        for (const { path, place, value: input } of spoiled(sample, value)) {
          const attempt = `${what} ${place}`;
          if (tried.has(attempt)) continue;
          tried.add(attempt);
          const answer = await call(name, procedure, JSON.stringify(input));
          if (isOurFault(answer)) faults.push({ what, path, ...answer });
        }
    }
    const tooDeep = await call(
      name,
      procedure,
      procedure._def.type === 'query' ? '['.repeat(2_000) + ']'.repeat(2_000) : deepJson,
    );
    expect([faults, tooDeep.status]).toEqual([[], 400]);
  },
  120_000,
);

test.each(Object.keys(standardDispositions))('a report of %s is answered, whatever its details are', async (disposition) => {
  const { requires, allows = [] } = own<DispositionSpec>(standardDispositions, disposition)!;
  const [, report] = procedures.find(([name]) => name === 'tasks.report')!;
  const all = samplesOf(report._def.inputs[0]!, knownTo('tasks.report'))[0] as {
    readonly details: Record<DispositionField, unknown>;
  };
  const kinds: Record<string, unknown> = { instant: NOON + DAY, text: 'text', money: 12.5, track: 'connect' };
  const details = Object.fromEntries(
    [...requires, ...allows].map((field) => [field, kinds[dispositionFields[field].kind] ?? all.details[field]]),
  );
  const [reason] = Object.keys(app.policy.dispositions[disposition]?.reasons ?? {});
  const faults: unknown[] = [];
  for (const kind of ['call', 'reply'] as const)
    for (const [what, value] of Object.entries(hostileValues))
      for (const { path, value: spoiledDetails } of spoiled(details, value)) {
        const taskId = kind === 'reply' ? await world.task(ids['leadId']!, ids['owner']!, kind) : ids['taskId'];
        const answer = await call(
          'tasks.report',
          report,
          JSON.stringify({ id: v7(), taskId, disposition, reason, details: spoiledDetails }),
        );
        if (isOurFault(answer)) faults.push({ what, path, kind, ...answer });
      }
  expect(faults).toEqual([]);
});

test('a request with a key that is none, or that nests without end, is refused by a sentence', async () => {
  const [, capture] = procedures.find(([name]) => name === 'leads.add')!;
  const body = JSON.stringify({ lead: { email: 'k@fuzz.example' }, source: 'x', consentBasis: 'optIn' });
  const long = Array.from({ length: 7_000 }, (_, n) => String.fromCharCode(33 + ((n * n * 31) % 90))).join('');
  for (const key of [long, 'caf\u00E9', 'x'.repeat(201)])
    expect(await call('leads.add', capture, body, { 'idempotency-key': key })).toMatchObject({
      status: 400,
      code: 'keyInvalid',
    });
  expect(await call('leads.add', capture, deepJson, { 'idempotency-key': 'deep' })).toMatchObject({
    status: 400,
    code: 'inputTooDeep',
  });
});

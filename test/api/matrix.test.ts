import { v7 } from 'uuid';
import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appRouter, inputOf } from '../../api/router.ts';
import { DAY } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from './world.ts';

interface Declared {
  readonly _def: { readonly meta: { readonly roles: readonly string[] }; readonly type: 'query' | 'mutation' | 'subscription' };
}
/** A stream never ends: test/api/live.test.ts says who hears it. */
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Declared>).filter(
  ([, { _def }]) => _def.type !== 'subscription',
);

/** Who calls: a lead and its task are Sam's, of inside sales; the others are named by what they are to him. */
const callers = ['nobody', 'intake', 'Sam', 'teammate', 'other rep', 'manager', 'other manager', 'marketer', 'admin'] as const;
type CallerName = (typeof callers)[number];

let world: World;
let sam: string;
const keys = new Map<CallerName, Record<string, string>>([['nobody', {}]]);

beforeAll(async () => {
  world = await createWorld();
  sam = await world.rep('sdr', 'Sam Rivers');
  const people = {
    Sam: await world.key('rep', sam),
    teammate: await world.key('rep', await world.rep('sdr', 'Tia Cole')),
    'other rep': await world.key('rep', await world.rep('salesperson', 'Olga Other', 'deal-team')),
    manager: await world.key('manager', await world.rep('manager', 'Mia Manager')),
    'other manager': await world.key('manager', await world.rep('manager', 'Otto Other', 'deal-team')),
    intake: await world.key('intake'),
    marketer: await world.key('marketer'),
    admin: await world.key('admin'),
  };
  for (const [name, key] of Object.entries(people)) keys.set(name as CallerName, key);
});
afterAll(async () => await world[Symbol.asyncDispose]());

interface Objects {
  readonly leadId: string;
  readonly taskId: string;
  readonly holdId: string;
}

let made = 0;
/** Of Sam's: what a row before has changed must not answer for this one. */
async function objects(): Promise<Objects> {
  const leadId = await world.enrolled(`lead${++made}@row${made}.example`);
  const taskId = await world.task(leadId, sam);
  await world.as('marketer').contact.close({ leadId, channel: 'email', reason: 'hold', until: NOON + DAY });
  const [hold] = (await world.as('marketer').suppressions.list({ leadId })).items;
  return { leadId, taskId, holdId: hold!.id };
}

/** Inputs that get as far as the rights that a procedure checks by itself. */
const inputs: Readonly<Record<string, (of: Objects) => object>> = {
  'contact.close': ({ leadId }) => ({ leadId, channel: 'phone', reason: 'hold', until: NOON + DAY }),
  'contact.close for legal reasons': ({ leadId }) => ({ leadId, channel: 'phone', reason: 'legal' }),
  'contact.close for a domain': () => ({ domain: 'matrix.example', reason: 'excludedDomain', until: NOON + DAY }),
  'leads.merge': ({ leadId }) => ({ keep: leadId, drop: leadId, dryRun: true }),
  'leads.update': ({ leadId }) => ({ leadId, title: 'Director' }),
  'contact.open': ({ holdId }) => ({ id: holdId }),
};

/** For the others, the ids that they ask for; the rest of the input is missing, and nobody gets that far without the right. */
function inputFor(name: string, of: Objects): object {
  const properties = Object.keys(
    z.toJSONSchema((inputOf(name) as z.ZodType | undefined) ?? z.object({}), { io: 'input', unrepresentable: 'any' })
      .properties ?? {},
  );
  const known: Record<string, unknown> = { ...of, id: v7() };
  return Object.fromEntries(properties.filter((field) => field in known).map((field) => [field, known[field]]));
}

/** `yes`: let in, whatever came of it. `-`: not with this role. Else the code of the refusal. */
async function cell(row: string, caller: CallerName, input: object): Promise<string> {
  const [name = ''] = row.split(' ');
  const answer = await world.api.inject({ method: 'POST', url: `/trpc/${name}`, headers: keys.get(caller)!, payload: input });
  if (answer.statusCode !== 401 && answer.statusCode !== 403) return 'yes';
  const { code } = (answer.json() as { error: { data: { code: string } } }).error.data;
  return code === 'roleNotAllowed' ? '-' : code;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, n) => Math.max(...[head, ...rows].map((row) => row[n]!.length)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((text, n) => text.padEnd(widths[n]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const intro = `Who may call what: each procedure, really called with each key. The lead and the task are Sam's, an SDR of inside sales.
yes: let in, whatever came of it. -: the role may not. Anything else is the code of the refusal.
Written by test/api/matrix.test.ts (npx vitest run test/api/matrix.test.ts -u). Read a change of this file as a change of rights.
`;

test('the roles of each procedure are as agreed', { timeout: 300_000 }, async () => {
  const names = [...procedures.map(([name]) => name), ...Object.keys(inputs).filter((row) => row.includes(' '))].toSorted();
  const rows: string[][] = [];
  for (const row of names) {
    const of = await objects();
    const cells: string[] = [];
    for (const caller of callers) cells.push(await cell(row, caller, inputs[row]?.(of) ?? inputFor(row, of)));
    rows.push([row, ...cells]);
  }
  await expect(`${intro}\n${table(['', ...callers], rows)}\n`).toMatchFileSnapshot('__snapshots__/matrix.txt');
});

/** Fastify tells its routes as a tree: a line's indent says below which one it stands. */
function routes(): { method: string; path: string }[] {
  const above: string[] = [];
  return world.api
    .printRoutes({ commonPrefix: false, includeHooks: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods = ''] = /^([│ ]*)[├└]── (\S+)(?: \((.*)\))?$/.exec(line) ?? [];
      above.length = indent.length / 4;
      above.push(part);
      const path = above.join('');
      return methods.split(', ').flatMap((method) => (method && !/^\/(trpc|api\/v1)/.test(path) ? [{ method, path }] : []));
    })
    .toSorted((a, b) => `${a.path} ${a.method}`.localeCompare(`${b.path} ${b.method}`));
}

test('the routes other than procedures, and their answers without a key, are as agreed', async () => {
  const rows: string[][] = [];
  for (const { method, path } of routes()) {
    const url = path.replaceAll(/:\w+/g, 'nothing');
    const answer = await world.api.inject({ method: method as 'GET', url, ...(method === 'POST' && { payload: {} }) });
    rows.push([`${method} ${path}`, String(answer.statusCode)]);
  }
  expect(rows.length).toBeGreaterThan(10);
  const said = `Every route beside the procedures, called without a key, with an empty body and for a thing that there is not.\n\n`;
  await expect(`${said}${table(['', 'status'], rows)}\n`).toMatchFileSnapshot('__snapshots__/public-routes.txt');
});

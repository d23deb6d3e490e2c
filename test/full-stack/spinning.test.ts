import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { odd } from '../stories/odd/programs/odd.ts';
import { app } from '../support/app.ts';
import { startServers, type Servers } from './support/servers.ts';
import { beginWorld, type RealWorld } from './support/world.ts';

vi.setConfig({ testTimeout: 240_000 });

const workflowsPath = fileURLToPath(new URL('../stories/odd/workflows.ts', import.meta.url));

let servers: Servers;
beforeAll(async () => void (servers = await startServers({ ...app, programs: { odd }, workflowsPath })));
afterAll(() => servers[Symbol.asyncDispose]());

const OTHERS = 30;
const ISO = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Real milliseconds until the slowest of some leads has answered, one asked after the other. */
async function slowestOf(world: RealWorld, leadIds: readonly string[]): Promise<number> {
  let slowest = 0;
  for (const leadId of leadIds) {
    const asked = performance.now();
    await world.as('admin').ops.moveTo({ id: randomUUID(), leadId, track: 'home' });
    slowest = Math.max(slowest, performance.now() - asked);
  }
  return slowest;
}

test('a lead whose code never ends is listed as stuck with its track, and holds up the other leads for a second at most', async () => {
  await using world = await beginWorld(servers);
  const { ops, leads } = world.as('admin');
  const ann = await world.lead({ email: 'ann@spinning.example' });
  const others = await Promise.all(
    Array.from({ length: OTHERS }, async (_, n) => (await world.lead({ email: `lead-${n}@spinning.example` })).id),
  );
  const isIn = async () => (await world.db.selectFrom('enrolments').where('state', '=', 'running').select('id').execute()).length;
  await world.eventually('all leads are in the program', async () => (await isIn()) === OTHERS + 1);

  const asked = ops.moveTo({ id: randomUUID(), leadId: ann.id, track: 'computes' }).catch(() => {});
  // Each attempt of the lead takes a second of the worker's time; these 30 s contain the first attempts, which follow each other closely.
  for (const until = Date.now() + 30_000; Date.now() < until;) expect(await slowestOf(world, others)).toBeLessThan(4_000);
  await asked;

  await world.eventually('it is listed', async () => (await ops.stuck()).items.length > 0);
  const label = 'its code runs in a loop that never ends (odd, computes)';
  expect((await ops.stuck()).items).toMatchObject([
    { leadId: ann.id, cause: 'neverEnds', program: 'odd', track: 'computes', label },
  ]);
  expect((await ops.health()).parts['stuck']).toMatchObject({ state: 'stuck', label: `a lead is stuck: ${label}` });
  expect(await leads.status({ leadId: ann.id })).toMatchObject({ stuck: { label, since: expect.stringMatching(ISO) as string } });
  const isAlerted = () => world.logged.some((line) => line.includes(`"leads are stuck: ${label}.`) && line.includes(ann.id));
  await world.eventually('operations are alerted', () => Promise.resolve(isAlerted()));
});

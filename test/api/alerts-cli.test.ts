import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { root } from '../frame/import-graph.ts';
import { createWorld, type World } from './world.ts';

// Each starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let world: World;
let url: string;
let sam: string;
let mia: string;
beforeAll(async () => {
  world = await createWorld();
  url = await world.api.listen({ port: 0 });
  sam = await world.rep('sdr', 'Sam Rivers');
  mia = await world.rep('manager', 'Mia Stone');
});
afterAll(async () => await world[Symbol.asyncDispose]());

async function trellis(role: 'rep' | 'manager', ...args: readonly string[]): Promise<string> {
  const { authorization } = await world.key(role, role === 'rep' ? sam : mia);
  const env = { ...process.env, TRELLIS_API_URL: url, TRELLIS_API_KEY: authorization.replace('Bearer ', '') };
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'cli/trellis.js'), ...args], { env, cwd: root });
  return stdout;
}

test('a rep turns a kind of alert off and sees that it is off; a manager turns it on again for them', async () => {
  expect(await trellis('rep', 'alerts', 'off', 'digest')).toMatch(/^You get no emails about this: My day/);
  expect(await trellis('rep', 'alerts', 'list')).toMatch(/^digest +off +My day/m);
  await trellis('manager', 'alerts', 'on', 'digest', '--rep', 'sam.rivers@ours.example');
  expect(await trellis('manager', 'alerts', 'list', '--rep', 'Sam Rivers')).toMatch(/^digest +on +My day/m);
  expect(await trellis('manager', 'alerts', 'sent')).toBe('There were no alerts.\n');
});

test('a rep does not choose for another one, nor a manager for another team', async () => {
  const zoe = await world.rep('sdr', 'Zoe', 'others');
  const off = { kind: 'digest', wanted: false, rep: zoe } as const;
  await expect(world.as('rep', sam).alerts.prefer(off)).rejects.toMatchObject({ data: { code: 'otherRep' } });
  await expect(world.as('manager', mia).alerts.prefer(off)).rejects.toMatchObject({ data: { code: 'otherTeam' } });
  expect(await world.as('admin').alerts.prefer(off)).toMatchObject({ kind: 'digest', wanted: false });
});

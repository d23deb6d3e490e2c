import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { root } from '../frame/import-graph.ts';
import { createWorld, type World } from './world.ts';

// Each starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let world: World;
let url: string;

beforeAll(async () => {
  world = await createWorld();
  url = await world.api.listen({ port: 0 });
});
afterAll(async () => await world[Symbol.asyncDispose]());

/** Runs `trellis why` with a marketer's key. */
async function trellisWhy(...args: readonly string[]): Promise<string> {
  const key = (await world.key('marketer')).authorization.split(' ')[1];
  const env = { PATH: process.env['PATH'], TRELLIS_API_URL: url, TRELLIS_API_KEY: key };
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'cli/trellis.js'), 'why', ...args], {
    cwd: root,
    env,
  });
  return stdout;
}

test('trellis why explains a lead by its id and by its address in any spelling, as text and as JSON', async () => {
  const leadId = await world.enrolled('una@pier7.example');
  const byId = await trellisWhy(leadId);
  expect(byId).toContain(`${leadId}: Inquiry since`);
  expect(byId).toContain('for its goal\n  in the track educate of newcomers (visit 1)');
  expect(await trellisWhy('Una@Pier7.example')).toBe(byId);
  expect(JSON.parse(await trellisWhy(leadId, '--json'))).toMatchObject({ leadId, wait: { waitingFor: 'its goal' } });
});

test('while Temporal is down, it explains what Postgres knows', async () => {
  const leadId = await world.enrolled('ugo@pier7.example');
  world.engine.isDown = true;
  const text = await trellisWhy(leadId);
  world.engine.isDown = false;
  expect(text).toContain('Its workflow does not answer');
  expect(text).toContain('enrolled in "Spring" (newcomers)');
});

test('an unknown lead and an invalid address are refused', async () => {
  await expect(trellisWhy(v7())).rejects.toMatchObject({ code: 3, stderr: expect.stringContaining('There is no lead') });
  await expect(trellisWhy('nobody@pier7.example')).rejects.toMatchObject({ stderr: expect.stringContaining('There is no lead') });
  await expect(trellisWhy('ann')).rejects.toMatchObject({
    stderr: expect.stringContaining('expected the id or the address of a lead'),
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { root } from '../frame/import-graph.ts';
import { startServers, type Servers } from './support/servers.ts';
import { beginWorld, type RealWorld } from './support/world.ts';

vi.setConfig({ testTimeout: 120_000 });

let servers: Servers;
let world: RealWorld;
beforeAll(async () => {
  servers = await startServers();
  world = await beginWorld(servers, { day: '6m' });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await servers[Symbol.asyncDispose]();
});

const scrape = async (): Promise<string> => await (await fetch(world.metricsUrl)).text();

/** Every name that a file asks for, without what a histogram adds to its own. */
const namesIn = (file: string): string[] => [
  ...new Set(
    [...readFileSync(join(root, 'docs', file), 'utf8').matchAll(/trellis_\w+/g)].map(([name]) =>
      name.replace(/_(bucket|count|sum)$/, ''),
    ),
  ),
];

test('an operator reads from the metrics what a lead and a caller caused', async () => {
  const ann = await world.lead();
  await ann.gets('guide');
  const text = await scrape();
  expect(text).toMatch(/^trellis_leads\{stage="inquiry"\} 1$/m);
  expect(text).toMatch(/^trellis_enrolments\{state="running"\} 1$/m);
  expect(text).toMatch(/^trellis_unattended_leads 0$/m);
  expect(text).toMatch(/^trellis_activity_seconds_count\{activity="touch",outcome="sent"\} 1$/m);
  expect(text).toMatch(/^trellis_request_seconds_count\{route="leads\.add",status="200"\} 1$/m);
  expect(text).not.toContain(ann.email);
});

test('text from a URL never becomes a metric', async () => {
  for (const path of ['/trpc/nobody.knows-ann@example.com', '/c/ann@example.com', '/ann@example.com'])
    await world.request(`${world.apiUrl}${path}`, { method: 'GET', headers: {} });
  const text = await scrape();
  expect(text).toContain('route="unknown"');
  expect(text).not.toContain('ann@example.com');
});

test('that port serves only the metrics, and the API does not serve them', async () => {
  expect((await fetch(new URL('/', world.metricsUrl))).status).toBe(404);
  expect((await fetch(`${world.apiUrl}/metrics`)).status).toBe(404);
});

test.each(['monitoring/alerts.yml', 'monitoring/grafana.json', 'monitoring.md'])(
  'docs/%s names only metrics that exist',
  async (file) => {
    const served = await scrape();
    const names = namesIn(file);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !served.includes(`# TYPE ${name} `))).toEqual([]);
  },
);

test('every metric of Trellis is explained', async () => {
  const served = [...(await scrape()).matchAll(/^# TYPE (trellis_\w+) /gm)].map(([, name]) => name!);
  const explained = namesIn('monitoring.md');
  expect(served.filter((name) => !explained.includes(name))).toEqual([]);
});

test('a log says by id what happened to whom, and names nobody', async () => {
  const eve = await world.lead({ email: 'eve.lonely@pier9.example', firstName: 'Xanthippe' });
  await eve.gets('guide');
  const lines = world.logged.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toContainEqual(
    expect.objectContaining({ msg: 'a touch was decided', workflow: `lead/${eve.id}`, outcome: 'sent' }),
  );
  expect(lines).toContainEqual(expect.objectContaining({ msg: 'answered', route: 'leads.add', status: 200 }));
  expect(world.logged.join('')).not.toMatch(/eve\.lonely|Xanthippe/);
});

test('while Postgres is down, no metric tells a number of it', async () => {
  const ofInstallation = /^trellis_(?!request|activity)\w+/gm;
  expect((await scrape()).match(ofInstallation)).toContain('trellis_safe_mode');
  await servers.stack.postgres.stop();
  try {
    expect((await scrape()).match(ofInstallation)).toBeNull();
  } finally {
    await servers.stack.postgres.start();
  }
  await world.eventually('the metrics are there again', async () => (await scrape()).includes('\ntrellis_safe_mode 0\n'));
});

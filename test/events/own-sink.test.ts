import { expect, test } from 'vitest';
import { SinkRefuses, type Sink } from '../../sinks/sink.ts';
import { deliverTo, publish } from '../../worker/deliver-events.ts';
import { createWorld } from '../api/world.ts';
import { httpServer } from '../support/http-server.ts';

/** Counts in another system what happens, by its kind. */
const counter = (url: string): Sink => ({
  events: ['lead.enrolled', 'deal.closed'],
  async deliver({ id, type }, { signal }) {
    const answer = await fetch(url, { method: 'POST', headers: { 'idempotency-key': id }, body: type, signal });
    if (!answer.ok) throw new SinkRefuses(answer);
  },
});

test('a sink of an app gets the events that it names, and gets them again if it fails', async () => {
  await using server = await httpServer((_, nth) => ({ status: nth === 1 ? 429 : 200, headers: { 'retry-after': '3600' } }));
  await using world = await createWorld();
  const counting = { counter: counter(server.url) };
  let now = Date.now();
  const deps = { ...world.deps, sinks: counting, realNow: () => now };
  await world.enrolled();
  await publish(world.db, counting);
  await deliverTo(deps, 'counter', counting.counter);
  now += 59 * 60_000;
  expect(await deliverTo(deps, 'counter', counting.counter)).toBe(0);
  now += 2 * 60_000;
  expect(await deliverTo(deps, 'counter', counting.counter)).toBe(1);
  expect(server.heard.map(({ body }) => body)).toEqual(['lead.enrolled', 'lead.enrolled']);
});

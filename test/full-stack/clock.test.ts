import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { setClock, tellRunning } from '../../demo/change-clock.ts';
import { temporalEngine } from '../../engine/temporal-engine.ts';
import { DAY } from '../../domain/time/duration.ts';
import type { LeadStatus } from '../../domain/lead/messages.ts';
import type { Platform } from '../../worker/platform.ts';
import { speedOf } from '../../worker/settings.ts';
import { startServers, type Servers } from './support/servers.ts';
import { suspend } from './support/suspend.ts';
import { until } from './support/until.ts';
import { beginWorld, type RealWorld } from './support/world.ts';

vi.setConfig({ testTimeout: 180_000 });

let servers: Servers;
beforeAll(async () => void (servers = await startServers()));
afterAll(() => servers[Symbol.asyncDispose]());

/** A day in this time: slow enough that a busy machine looks before a track ends. */
const FAST = '3s';
/** No wait of the track `educate` is longer. */
const LONGEST_WAIT = 20 * DAY;

/** Every part of the installation; its clock can be changed while none of them runs. */
class Parts {
  #doors!: Platform;
  #worker!: Platform;
  readonly #world: RealWorld;
  constructor(world: RealWorld) {
    this.#world = world;
  }
  get now(): number {
    return this.#doors.clock.now();
  }
  async begin(beforeWork: (doors: Platform) => Promise<void> = async () => {}): Promise<void> {
    this.#doors = await this.#world.start('api', 'relay');
    await beforeWork(this.#doors);
    this.#worker = await this.#world.start('worker');
  }
  async goOnAt(speed: number, tell: (doors: Platform) => Promise<void> = tellRunning): Promise<void> {
    const origin = this.now;
    await Promise.all([this.#worker.stop(), this.#doors.stop()]);
    await setClock(this.#world.settings, { origin, realOrigin: Date.now(), speed });
    await this.begin(tell);
  }
  async statusOf(leadId: string): Promise<LeadStatus> {
    const status = await temporalEngine(this.#doors.client).status(leadId);
    return status!;
  }
}

/** Temporal does not answer for longer than a request of the API waits. */
async function tellWhileBusy(doors: Platform): Promise<void> {
  const suspended = await suspend([servers.stack.temporal.server!.pid]);
  const told = tellRunning(doors);
  await sleep(6_000);
  await suspended[Symbol.asyncDispose]();
  await told;
}

test('when the clock slows down, a lead continues to wait for the same instant; when it runs fast again, the next track follows it, too', async () => {
  await using world = await beginWorld(servers, { parts: [], day: FAST });
  const parts = new Parts(world);
  await parts.begin();
  const ann = await world.lead({ email: 'ann@slower.example' });
  await ann.gets('guide');
  await parts.goOnAt(1, tellWhileBusy);
  const { until: deadline = 0 } = await parts.statusOf(ann.id);
  expect(deadline).toBeGreaterThan(parts.now + DAY);

  await sleep((deadline - parts.now + DAY) / speedOf(FAST)); // every timer of the fast clock has fired by now
  expect(await parts.statusOf(ann.id)).toMatchObject({ track: 'educate', until: deadline });
  expect(ann.mails).toHaveLength(1);

  await parts.goOnAt(speedOf(FAST));
  await ann.gets('checklist');
  const isInNext = ({ visit, until: instant = 0 }: LeadStatus) => visit > 1 && instant > parts.now;
  await until('she waits in the next track', async () => isInNext(await parts.statusOf(ann.id)));
  const { until: next = Infinity } = await parts.statusOf(ann.id);
  expect(next - parts.now).toBeLessThan(LONGEST_WAIT + DAY); // under the first clock, the time that passed slowly would be on top
});

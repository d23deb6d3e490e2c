import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE } from '../../domain/time/duration.ts';
import { bareSide, trellisSide, type Side } from '../contest.ts';
import { dkimKey } from '../mail.ts';
import { inTurns } from '../in-turns.ts';
import { atMost, ratioAtLeast, type Measurement } from '../measurement.ts';

const LEADS = 100;
const ROUNDS = 3;
/** A wait of `three-letters` is two minutes of program time: half a real second. */
const SPEED = 240;
const WAIT_MS = (2 * MINUTE) / SPEED;

export const throughput: Measurement = {
  name: 'throughput',
  about: 'leads per second through three emails and two waits: Temporal, SMTP with DKIM, and a durable Postgres',
  async run(ground) {
    const stack = await ground.stack();
    const key = dkimKey();
    await using ours = await trellisSide(stack, SPEED, key);
    await using bare = await bareSide(stack, WAIT_MS, key);
    const events = { value: 0, baseline: 0 };
    const of = (side: Side, which: keyof typeof events) => async () => {
      const life = await side.live(LEADS);
      events[which] = life.events;
      const rate = (LEADS / life.took.wall) * 1000;
      ground.say(`  ${which === 'value' ? 'Trellis' : 'by hand'}: ${rate.toFixed(1)} leads/s`);
      await sleep(500); // the server’s remaining writes must not slow down the other side
      return { rate, cpu: life.took.process / LEADS };
    };
    await inTurns(1, of(ours, 'value'), of(bare, 'baseline')); // warms up
    const { rate, cpu } = await inTurns(ROUNDS, of(ours, 'value'), of(bare, 'baseline'));
    const beside = 'by hand, remote activities, one insert each';
    return [
      { name: 'throughput/three-mails', ...rate, unit: 'leads/s', beside, budget: ratioAtLeast(1.2) },
      { name: 'throughput/cpu-of-the-worker', ...cpu, unit: 'ms/lead', beside },
      { name: 'throughput/events-on-the-server', ...events, unit: 'events', beside, budget: atMost(22) },
    ];
  },
};

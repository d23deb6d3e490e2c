import { modelledPeople } from '../../cli/simulate/people.ts';
import { runSimulation } from '../../cli/simulate/run-simulation.ts';
import { app } from '../app.ts';
import { settledHeap } from '../heap.ts';
import { inTurns } from '../in-turns.ts';
import type { Measurement } from '../measurement.ts';
import { stopwatch } from '../stopwatch.ts';
import { TUESDAY } from '../virtual-world.ts';
import { bareStories } from './virtual.ts';

const LEADS = 100;
const DAYS = 30;
const KB = 1024;
const beside = 'three bare emails per lead';

export const simulating: Measurement = {
  name: 'simulate',
  about: `\`trellis simulate\` with ${LEADS} leads who react, their reps and ${DAYS} days, its own Postgres included`,
  async run(ground) {
    const earth = await ground.earth();
    await simulated(1); // loads and caches what all simulations share
    const few = await simulated(LEADS / 5);
    const { wall, thread, peak } = await inTurns(
      1,
      () => simulated(LEADS),
      async () => ({ ...(await bareStories(earth, LEADS, DAYS)), peak: 0 }),
    );
    const perLead = ({ value, baseline }: typeof wall) => ({ value: value / LEADS, baseline: baseline / LEADS });
    return [
      { name: 'simulate/lead-30-days', ...perLead(wall), unit: 'ms', beside },
      { name: 'simulate/lead-30-days/cpu', ...perLead(thread), unit: 'ms', beside },
      { name: 'simulate/memory-per-lead', value: (peak.value - few.peak) / (LEADS - LEADS / 5) / KB, unit: 'KB' },
    ];
  },
};

/** Runs a simulation. @returns its time, and the heap that it filled at the end of its last day */
async function simulated(leads: number): Promise<Record<'wall' | 'thread' | 'peak', number>> {
  const took = stopwatch();
  const before = await settledHeap();
  let peak: Promise<number> | undefined;
  await runSimulation({
    app,
    program: 'b2b-software',
    people: modelledPeople(leads),
    start: TUESDAY,
    days: DAYS,
    seed: 1,
    signal: new AbortController().signal,
    onProgress: (line) => {
      if (line.startsWith(`Day ${DAYS - 1} `)) peak = settledHeap();
    },
  });
  const { wall, thread } = took();
  return { wall, thread, peak: (await peak!) - before };
}

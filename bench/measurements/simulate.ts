import { modelledPeople } from '../../cli/simulate/people.ts';
import { runSimulation } from '../../cli/simulate/run-simulation.ts';
import { app } from '../app.ts';
import { inTurns } from '../in-turns.ts';
import type { Measurement } from '../measurement.ts';
import { stopwatch } from '../stopwatch.ts';
import { TUESDAY } from '../virtual-world.ts';
import { bareStories } from './virtual.ts';

const LEADS = 100;
const DAYS = 30;
const beside = 'three bare emails per lead';

export const simulating: Measurement = {
  name: 'simulate',
  about: `\`trellis simulate\` with ${LEADS} leads who react, their reps and ${DAYS} days, its own Postgres included`,
  async run(ground) {
    const earth = await ground.earth();
    await simulated(1); // loads and caches what all simulations share
    const { wall, thread } = await inTurns(
      1,
      () => simulated(LEADS),
      () => bareStories(earth, LEADS, DAYS),
    );
    const perLead = ({ value, baseline }: typeof wall) => ({ value: value / LEADS, baseline: baseline / LEADS });
    return [
      { name: 'simulate/lead-30-days', ...perLead(wall), unit: 'ms', beside },
      { name: 'simulate/lead-30-days/cpu', ...perLead(thread), unit: 'ms', beside },
    ];
  },
};

/** Runs a simulation. @returns its time */
async function simulated(leads: number): Promise<Record<'wall' | 'thread', number>> {
  const took = stopwatch();
  await runSimulation({
    app,
    program: 'b2b-software',
    people: modelledPeople(leads),
    start: TUESDAY,
    days: DAYS,
    seed: 1,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  const { wall, thread } = took();
  return { wall, thread };
}

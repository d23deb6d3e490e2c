import { readInput } from '../../domain/input/program-input.ts';
import { DAY } from '../../domain/time/duration.ts';
import type { Life } from '../../simulate/calendar/life.ts';
import type { Simulation } from '../../simulate/calendar/simulation.ts';
import type { FollowLine } from '../../simulate/calendar/story-text.ts';
import { collectResults } from './collect-results.ts';
import { launch } from './launch.ts';
import { play } from './play.ts';
import type { Scene } from './scene.ts';
import type { SimulationOrder } from './simulation-order.ts';

/** A simulation, and what happened to each lead. */
export interface Simulated {
  readonly simulation: Simulation;
  readonly lives: readonly Life[];
  /** The story of the lead that was followed. */
  readonly story: readonly FollowLine[];
}

/** Runs leads through a program on the virtual engine, with modelled reps, and counts the results. */
export async function runSimulation(order: SimulationOrder): Promise<Simulated> {
  const to = (Math.floor(order.start / DAY) + order.days) * DAY;
  return await play({ ...order, to }, sceneOf(order), async ({ follower, ...played }) => {
    const results = await collectResults(order, { ...played, to });
    return { ...results, story: await follower.told() };
  });
}

function sceneOf(order: SimulationOrder): Scene {
  const { app, program, people, input = {} } = order;
  const { recycle, lane, input: specs } = app.programs[program]!;
  const known = { input: readInput(specs, input).values, connect: recycle.connect };
  return {
    // Beside the program, leads may go on in any other one.
    programs: people.areInPrograms ? Object.keys(app.programs) : [program],
    come: async (world, ground) => await people.come(world, { ...ground, lane }),
    begin: async (world) => await launch(world, order),
    knownOf: () => known,
  };
}

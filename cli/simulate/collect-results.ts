import type { Db } from '../../db/database.ts';
import { collectSimulation } from '../../simulate/calendar/collect-simulation.ts';
import { livesOf, type Life } from '../../simulate/calendar/life.ts';
import type { Simulation } from '../../simulate/calendar/simulation.ts';
import { withSimulated } from '../../simulate/fit/fit.ts';
import { historyOf } from '../../simulate/fit/history.ts';
import type { VirtualWorld } from '../../testing/virtual-world.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import type { Post } from './post.ts';
import type { SimulationOrder } from './simulation-order.ts';

interface Results extends Pick<Simulation, 'to' | 'people' | 'failures'> {
  readonly db: Db;
  readonly world: VirtualWorld;
  readonly post: Post;
}

/** Counts the results of the leads; call it while nothing moves. */
export async function collectResults(
  { app, program, start, days, seed, fit }: SimulationOrder,
  { db, world, post, to, people, failures }: Results,
): Promise<{ readonly simulation: Simulation; readonly lives: readonly Life[] }> {
  const { content, policy, programs } = app;
  const lives = await livesOf(db, start, programs[program]!.lane);
  const live = (ids: readonly string[]) => Promise.resolve(runningOf(world, ids));
  const witnesses = { content, policy, live, messageIds: () => post.messageIds };
  const period = { from: start, to };
  const did = fit && withSimulated(fit.fit, await historyOf(db, content, period));
  const about = { program, seed, days, ...period, people, failures, fit: did };
  return { simulation: await collectSimulation({ db, lives, witnesses, ...about }), lives };
}

/** The leads, among these, that have a running workflow. */
function runningOf({ engine }: VirtualWorld, leadIds: readonly string[]): ReadonlySet<string> {
  const running = new Set(engine.list().flatMap(({ workflowId, status }) => (status === 'running' ? [workflowId] : [])));
  return new Set(leadIds.filter((id) => running.has(workflowIdOf(id))));
}

import { temporalEngine } from '../../engine/temporal-engine.ts';
import { runDeliveries } from '../deliver-events.ts';
import { factsAtStart } from '../facts-at-start.ts';
import type { RunningPart } from '../keep-working.ts';
import { runRelay } from '../relay.ts';
import { startSweeps } from '../sweeps.ts';
import type { Ground } from './ground.ts';
import { sweepsOf } from './sweeps.ts';

/** Delivers the outbox to the leads and events to the sinks, and runs the sweeps. */
export function startRelay(ground: Ground): RunningPart {
  const { app, db, clock, client, taskQueue, log, realNow } = ground;
  const { sinks, policy, content, programs } = app;
  const stopping = new AbortController();
  const engine = temporalEngine(client, { taskQueue });
  const factsOf = factsAtStart({ db, clock, policy, content, programs });
  const relaying = runRelay({ db, engine, log, factsOf, realNow }, { signal: stopping.signal });
  const telling = runDeliveries({ db, sinks, policy, log, realNow }, { signal: stopping.signal });
  const sweeping = startSweeps(sweepsOf(ground), log);
  return {
    broken: Promise.all([relaying, telling, sweeping.broken]),
    stop: async () => {
      stopping.abort();
      await Promise.all([relaying, telling, sweeping.stop()]);
    },
  };
}

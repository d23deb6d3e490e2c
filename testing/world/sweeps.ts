import { touch } from '../../activities/touch/touch.ts';
import type { Deps } from '../../activities/deps.ts';
import type { App } from '../../config/app.ts';
import { MINUTE } from '../../domain/time/duration.ts';
import type { Engine } from '../../engine/engine.ts';
import { tellOfBrakes } from '../../services/campaigns/brakes.ts';
import { enterDeferred } from '../../services/campaigns/enter-deferred.ts';
import { tellOfChanges } from '../../services/campaigns/tell-of-changes.ts';
import { followAllTeams } from '../../services/staff/follow-people.ts';
import { climbLadders } from '../../services/tasks/climb-ladders.ts';
import { moveClocks } from '../../services/tasks/move-clocks.ts';
import { createConfirmations } from '../../worker/confirmations.ts';
import { factsAtStart } from '../../worker/facts-at-start.ts';
import { createRelay } from '../../worker/relay.ts';
import { createSingles } from '../../worker/singles.ts';
import { isIdle, isQuiet } from '../idle.ts';
import type { Alerting } from './alerting.ts';
import type { Ground } from './ground.ts';

export type Sweeps = ReturnType<typeof createSweeps>;

interface SweepsDeps {
  readonly ground: Ground;
  readonly sending: Deps;
  readonly programs: App['programs'];
  readonly engine: Engine;
  readonly alerting: Alerting;
  readonly isClosed: boolean;
}

/** What the processes of an installation do now and then, done until nothing is left to do. */
export function createSweeps({ ground, sending, programs, engine, alerting, isClosed }: SweepsDeps) {
  const { db, clock, log, newId, policy, content } = ground;
  const factsOf = factsAtStart({ db, clock: sending.clock, policy, content, programs });
  const outbox = createRelay({ db, engine, log, factsOf });
  const confirmations = createConfirmations(ground);
  const singles = createSingles({ db, clock, log, touch: touch(sending) });

  const followPeople = () => followAllTeams(db, { clock, newId, policy });
  const moveAllClocks = () => moveClocks(db, { newId, policy }, clock.now());
  const climb = () => climbLadders(db, policy, clock.now());
  const deliver = async () => {
    while ((await outbox.tick(Date.now() + MINUTE)) > 0); // including messages that are held back for a moment
  };
  const relay = async () => {
    if (isClosed && (await isIdle(db, clock.now()))) return;
    await followPeople();
    while ((await confirmations.tick()) > 0);
    if (!isClosed) await singles.sendDue();
    while ((await moveAllClocks()) > 0);
    while ((await enterDeferred(db, policy, newId, clock.now())) > 0);
    while (!isClosed && (await tellOfChanges(db, newId, clock.now())) > 0);
    while (!isClosed && (await tellOfBrakes(db, policy, newId, clock.now())) > 0);
    await deliver();
    if (!isClosed) await alerting.send();
  };
  return { isQuiet: () => isQuiet(db, clock.now()), followPeople, moveAllClocks, climb, deliver, relay };
}

import { createActivities } from '../activities/create-activities.ts';
import { failuresWithoutPersonalData } from '../activities/interceptor.ts';
import type { ApiDeps } from '../api/procedures/context.ts';
import type { ApiRole } from '../db/columns.ts';
import type { Clock, Instant } from '../domain/time/clock.ts';
import type { CalendarDuration } from '../domain/time/duration.ts';
import type { Caller } from './caller.ts';
import { VirtualEngine } from './engine.ts';
import { virtualLeadEngine } from './lead-engine.ts';
import type { RequestOptions } from './world.ts';
import { hire, type Hired } from './staff.ts';
import { createAlerting } from './world/alerting.ts';
import { openDoor } from './world/door.ts';
import { activityDeps, groundOf } from './world/ground.ts';
import { saveKnownPrograms } from './world/known-programs.ts';
import type { VirtualWorldOptions } from './world/options.ts';
import { runFor } from './world/run-for.ts';
import { createSweeps } from './world/sweeps.ts';

/** A Tuesday, 11:00 in Berlin: reps are at work, and the send window is open. */
export const START: Instant = Date.parse('2026-03-10T10:00:00Z');

/** An installation of an app on the virtual engine: everything is real except the passing of time and the email server. */
export interface VirtualWorld extends AsyncDisposable {
  readonly engine: VirtualEngine;
  readonly clock: Clock;
  /** The reps, by name. */
  readonly staff: ReadonlyMap<string, Hired>;
  readonly newId: () => string;
  /** Through which its API reaches the world. */
  readonly deps: ApiDeps;
  readonly as: (role: ApiRole, repId?: string) => Caller;
  /** Sends a request to the public routes and the API. */
  readonly request: (url: string, options: RequestOptions) => Promise<{ readonly statusCode: number; readonly body: string }>;
  /** Delivers the messages in the outbox. */
  readonly deliver: () => Promise<void>;
  /** Sends the confirmation emails, single emails and alerts that are due, hands out loose work, moves clocks, and delivers the messages in the outbox. */
  readonly relay: () => Promise<void>;
  /** Lets time pass: emails that are due are sent, and messages in the outbox are delivered. */
  readonly runFor: (duration: CalendarDuration) => Promise<void>;
}

/** Opens a virtual world; nothing happens in it yet. */
export async function openVirtualWorld(options: VirtualWorldOptions): Promise<VirtualWorld> {
  const { app, bundle, start, recordHistories = false, isClosed = false, reports = false, onActivity } = options;
  await using opened = new AsyncDisposableStack();
  const ground = groundOf(options);
  const staff = await hire(ground.db, options.staff, ground.newId);
  const alerting = createAlerting(ground);
  const noticing = () => {
    alerting.notice();
    onActivity?.();
    return {};
  };
  const sending = activityDeps(ground, options);
  const engine = opened.use(
    await VirtualEngine.create({
      bundle,
      activities: { ...createActivities(sending) },
      start,
      recordHistories,
      activityInterceptors: [failuresWithoutPersonalData(ground.log), noticing],
    }),
  );
  ground.follow(engine);
  const leadEngine = virtualLeadEngine(engine);
  const programs = await saveKnownPrograms(ground, app, options.programs);
  const { deps, as, request } = opened.use(openDoor(ground, app, leadEngine, programs));
  const sweeps = createSweeps({ ground, sending, programs: app.programs, engine: leadEngine, alerting, isClosed });
  const all = opened.move();
  return {
    engine,
    clock: ground.clock,
    staff,
    newId: ground.newId,
    deps,
    as,
    request,
    deliver: sweeps.deliver,
    relay: sweeps.relay,
    runFor: (duration) => runFor({ engine, sweeps, alerting, isClosed, reports }, duration),
    [Symbol.asyncDispose]: async () => await all.disposeAsync(),
  };
}

import { Context } from '@temporalio/activity';
import type { Info } from '@temporalio/activity';
import { noopMetricMeter } from '@temporalio/common';
import { DefaultLogger } from '@temporalio/worker';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { EngineError } from './errors.ts';
import { Activity, dataConverter, payloads } from './sdk-runtime.ts';
import type { Failure, Payload } from './sdk-runtime.ts';

export type Activities = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;

export interface ActivityCall {
  readonly info: Info;
  readonly args: Payload[];
}

/** How an attempt ended, and how much virtual time (in milliseconds) it claims to have taken. */
export type Attempt = ({ readonly completed: Payload } | { readonly failed: Failure }) & { readonly took: number };

/** Runs the caller's real activities, inside an activity context, through the worker's own interceptors. */
export class ActivityRunner {
  readonly #activities: Activities;
  readonly #interceptors: ActivityInterceptorsFactory[];
  readonly #logger: DefaultLogger;
  readonly #spent = new WeakMap<Context, number>();

  constructor(
    activities: Activities,
    interceptors: ActivityInterceptorsFactory[],
    log: (level: string, message: string) => void,
  ) {
    this.#activities = activities;
    this.#interceptors = interceptors;
    this.#logger = new DefaultLogger('WARN', ({ level, message }) => log(level, message));
  }

  async attempt({ info, args }: ActivityCall): Promise<Attempt> {
    const activity = this.#prepare(info);
    const result = await activity.run({ args: args.map((arg) => payloads.fromPayload(arg)), headers: {} });
    const took = this.#spent.get(activity.context) ?? 0;
    if (result.completed) return { completed: result.completed.result ?? {}, took };
    const failure = result.failed?.failure ?? result.cancelled?.failure;
    if (failure) return { failed: failure, took };
    throw new EngineError(
      'UNSUPPORTED',
      info.activityType,
      `activity ${info.activityType} completes asynchronously, which the virtual engine does not support`,
    );
  }

  /** Makes the calling activity take `ms` of virtual time. Throws `NOT_IN_ACTIVITY` elsewhere. */
  spend(ms: number): void {
    let context: Context;
    try {
      context = Context.current();
    } catch {
      throw new EngineError('NOT_IN_ACTIVITY', ms, 'only an activity can spend virtual time: call spend() inside one');
    }
    this.#spent.set(context, (this.#spent.get(context) ?? 0) + ms);
  }

  #prepare(info: Info): Activity {
    const fn = Object.hasOwn(this.#activities, info.activityType) ? this.#activities[info.activityType] : undefined;
    if (!fn) {
      const known = Object.keys(this.#activities).join(', ');
      throw new EngineError(
        'UNKNOWN_ACTIVITY',
        info.activityType,
        `there is no activity ${info.activityType}. There are: ${known}`,
      );
    }
    const place = { type: 'activity' as const, namespace: info.namespace, activityId: info.activityId, isLocal: info.isLocal };
    const run = fn as (...args: unknown[]) => Promise<unknown>;
    const noHeartbeat = () => undefined;
    return new Activity(
      info,
      run,
      dataConverter,
      place,
      undefined,
      noHeartbeat,
      undefined,
      this.#logger,
      noopMetricMeter,
      this.#interceptors,
    );
  }
}

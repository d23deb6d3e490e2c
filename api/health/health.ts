import type { Db } from '../../db/database.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { brakes } from './brakes.ts';
import { clocks } from './clocks.ts';
import { database, unreachable } from './database.ts';
import { disk } from './disk.ts';
import { domains } from './domains.ts';
import { engine, noEngine } from './engine.ts';
import type { Check, Finding } from './finding.ts';
import { outbox } from './outbox.ts';
import { safeMode } from './safe-mode.ts';
import { sending } from './sending.ts';
import { sinks } from './sinks.ts';
import { stuck } from './stuck.ts';
import { timers } from './timers.ts';
import { workers } from './workers.ts';

/** The checks that run if the database answers. To add a check, add it here. */
const checks = {
  disk,
  engine,
  workers,
  outbox,
  timers,
  stuck,
  safeMode,
  brakes,
  sending,
  domains,
  clocks,
  sinks,
} satisfies Record<string, Check>;

export type PartName = 'database' | keyof typeof checks;

export interface Health {
  /** `down`: nothing that arrives can be saved. `degraded`: some things are late or refused. */
  readonly status: 'ok' | 'degraded' | 'down';
  readonly parts: Readonly<Partial<Record<PartName, Finding>>>;
}

/** Real milliseconds that a check may take, and for which its finding is cached. */
const WITHIN = 2_000;
const HOLDS = 1_000;

const unknown: Finding = { state: 'unknown', label: 'the check did not finish in time' };

const latest = new WeakMap<Db, { readonly at: number; readonly health: Promise<Health> }>();

/** The state of the installation. All requests within a second get the same answer. */
export async function healthOf(deps: ApiDeps): Promise<Health> {
  const now = performance.now();
  const known = latest.get(deps.db);
  if (known && now - known.at < HOLDS) return await known.health;
  const health = look(deps);
  latest.set(deps.db, { at: now, health });
  return await health;
}

async function look(deps: ApiDeps): Promise<Health> {
  const found = await inTime(database(deps), unreachable);
  if (found.stops) {
    const running = await inTime(engine(deps), noEngine);
    return { status: 'down', parts: { database: found, engine: running } };
  }
  const others = await Promise.all(
    Object.entries(checks).map(
      async ([name, check]) => [name, await inTime(check(deps), name === 'engine' ? noEngine : unknown)] as const,
    ),
  );
  const parts = { database: found, ...Object.fromEntries(others) };
  return { status: Object.values(parts).every(({ state }) => state === 'ok') ? 'ok' : 'degraded', parts };
}

/** The result of a check; `otherwise` if it fails or takes too long. */
async function inTime(check: Promise<Finding>, otherwise: Finding): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Finding>((resolve) => (timer = setTimeout(resolve, WITHIN, otherwise)));
  try {
    return await Promise.race([check.catch(() => otherwise), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

import { v7 as uuid } from 'uuid';
import type { ApiDeps } from '../api/procedures/context.ts';
import { createLinkSigner } from '../content/link-signer.ts';
import type { Db } from '../db/database.ts';
import { standardForms } from '../domain/lead/form.ts';
import { wallClock, type Clock } from '../domain/time/clock.ts';
import { EngineUnavailable, type Engine } from '../engine/engine.ts';
import { log } from './activities.ts';
import { app, compiled } from './app.ts';
import { COMPANY_NOW } from './population.ts';
import { STANDARD_ZONE } from '../domain/time/zone.ts';

/** Lists and reports ask Temporal for nothing but what a lead waits for, and do without. */
const engine = new Proxy({} as Engine, { get: () => () => Promise.reject(new EngineUnavailable()) });

/** What the API of a company needs to answer questions. */
export function apiOf(db: Db, publicUrl: string): ApiDeps {
  const clock: Clock = { spec: wallClock, now: () => COMPANY_NOW };
  const links = createLinkSigner('a secret of 32 letters for a bench', publicUrl, clock);
  const settings = { programs: {}, forms: standardForms, content: compiled, defaultZone: STANDARD_ZONE };
  return { db, clock, policy: app.policy, settings, log, engine, links, newId: uuid };
}

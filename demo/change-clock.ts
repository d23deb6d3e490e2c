import { randomUUID } from 'node:crypto';
import { changeClock } from '../db/system/clock.ts';
import { openDatabase } from '../db/database.ts';
import type { ClockSpec } from '../domain/time/clock.ts';
import { MINUTE } from '../domain/time/duration.ts';
import { livingStates } from '../domain/lead/enrolment-states.ts';
import { LeadNotRunning } from '../engine/engine.ts';
import { temporalEngine } from '../engine/temporal-engine.ts';
import type { Platform } from '../worker/platform.ts';
import type { ProcessSettings } from '../worker/settings.ts';
import { atOnce } from './live-leads.ts';

/** Changes the clock of an installation, none of whose processes runs. */
export async function setClock({ databaseUrl }: Pick<ProcessSettings, 'databaseUrl'>, spec: ClockSpec): Promise<void> {
  const db = openDatabase(databaseUrl, { max: 1 });
  try {
    await changeClock(db, spec);
  } finally {
    await db.destroy();
  }
}

/** A server that has just lost its workers may be busy for a while, and nobody would tell a lead later. */
const PATIENCE = MINUTE;

/** Tells every running workflow about the platform's clock, while no worker runs. */
export async function tellRunning(platform: Pick<Platform, 'db' | 'client' | 'clock'>): Promise<void> {
  const engine = temporalEngine(platform.client, { callWithin: PATIENCE });
  const { spec: clock } = platform.clock;
  const programs = await platform.db
    .selectFrom('enrolments')
    .select(['leadId', 'lane'])
    .where('state', 'in', livingStates)
    .execute();
  await atOnce(programs, async ({ leadId, lane }) => {
    try {
      await engine.signal(leadId, 'clockChanged', { id: randomUUID(), clock }, lane ?? undefined);
    } catch (error) {
      // A lead who waits to enter has no workflow yet; it will begin under this clock.
      if (!(error instanceof LeadNotRunning)) throw error;
    }
  });
}

import { randomUUID } from 'node:crypto';
import { changeClock } from '../db/system/clock.ts';
import { openDatabase } from '../db/database.ts';
import type { ClockSpec } from '../domain/time/clock.ts';
import { temporalEngine } from '../engine/temporal-engine.ts';
import type { Platform } from '../worker/platform.ts';
import type { ProcessSettings } from '../worker/settings.ts';
import { atOnce, liveLeads } from './live-leads.ts';

/** Changes the clock of an installation, none of whose processes runs. */
export async function setClock({ databaseUrl }: Pick<ProcessSettings, 'databaseUrl'>, spec: ClockSpec): Promise<void> {
  const db = openDatabase(databaseUrl, { max: 1 });
  try {
    await changeClock(db, spec);
  } finally {
    await db.destroy();
  }
}

/** Tells every running workflow about the platform's clock, while no worker runs. */
export async function tellRunning(platform: Pick<Platform, 'db' | 'client' | 'clock'>): Promise<void> {
  const engine = temporalEngine(platform.client);
  const { spec: clock } = platform.clock;
  const enrolled = await platform.db.selectFrom('enrolments').select('leadId').distinct().execute();
  const live = await liveLeads(platform, enrolled.map(({ leadId }) => leadId)); // prettier-ignore
  await atOnce([...live], (leadId) => engine.signal(leadId, 'clockChanged', { id: randomUUID(), clock }));
}

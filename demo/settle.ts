import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { liveLeads } from './live-leads.ts';
import type { World } from './world.ts';

/** Real milliseconds that accepted messages get to reach the leads. */
const PATIENCE = 10_000;
/** How often leads that were ending when the worker stopped get another moment. */
const MOMENTS = 5;
const MOMENT = 1_000;

/**
 * Waits until accepted messages have reached the leads, then stops the worker. From then on nothing changes, so Postgres, Temporal and the
 * mailbox can be compared.
 */
export async function settle(world: World): Promise<void> {
  const frozenAt = world.clock.now();
  const giveUp = Date.now() + PATIENCE;
  while ((await undelivered(world, frozenAt)) > 0 && Date.now() < giveUp) await sleep(100);
  await world.stopWorker();
  for (let moment = 0; moment < MOMENTS && (await isEnding(world)); moment++) {
    await world.startWorker();
    await sleep(MOMENT);
    await world.stopWorker();
  }
}

/** The number of messages from before an instant that have not reached their lead. */
async function undelivered({ platform }: World, before: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from outbox where state = 'waiting' and at <= ${new Date(before)}`.execute(platform.db);
  return rows[0]?.n ?? 0;
}

/** Whether a lead has recorded its end in Postgres while its workflow still runs. */
async function isEnding(world: World): Promise<boolean> {
  const ended = await world.platform.db.selectFrom('enrolments').select('leadId').where('state', '=', 'ended').execute();
  return (await liveLeads(world.platform, ended.map(({ leadId }) => leadId))).size > 0; // prettier-ignore
}

import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { sql } from 'kysely';
import { workflowIdOf } from '../workflows/messages.ts';
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
  return (await liveLeads(world, ended.map(({ leadId }) => leadId))).size > 0; // prettier-ignore
}

const AT_ONCE = 20;

/** The leads whose workflow runs. Asks Temporal about each lead, because its lists lag. */
export async function liveLeads({ platform }: World, leadIds: readonly string[]): Promise<ReadonlySet<string>> {
  const waiting = [...leadIds];
  const live = new Set<string>();
  const ask = async (): Promise<void> => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) if (await isLive(platform, id)) live.add(id);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return live;
}

async function isLive({ client }: World['platform'], leadId: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(workflowIdOf(leadId)).describe();
    return status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

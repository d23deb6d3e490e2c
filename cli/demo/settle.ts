import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { sql } from 'kysely';
import { workflowIdOf } from '../../workflows/messages.ts';
import type { World } from './world.ts';

/** Real milliseconds that what is under way gets. */
const PATIENCE = 15_000;

/**
 * Waits until what was accepted has reached the leads, then stops the worker: from then on nothing moves, and what Postgres,
 * Temporal and the mailbox say belongs together.
 */
export async function settle({ platform, stopWorker }: World): Promise<void> {
  const giveUp = Date.now() + PATIENCE;
  while ((await underWay(platform.db)) > 0 && Date.now() < giveUp) await sleep(100);
  await stopWorker();
}

async function underWay(db: World['platform']['db']): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select ((select count(*) from outbox where state = 'waiting') + (select count(*) from touches where state in ('claimed', 'sending')))::int as n`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}

const AT_ONCE = 20;

/** Of some leads, those whose workflow runs: Temporal is asked about each, because its lists lag behind. */
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

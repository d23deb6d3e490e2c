import { WorkflowNotFoundError } from '@temporalio/client';
import type { Platform } from '../worker/platform.ts';
import { workflowIdOf } from '../workflows/messages.ts';

const AT_ONCE = 20;

/** Does something with each, for several at a time. */
export async function atOnce<T>(all: readonly T[], what: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const work = async (): Promise<void> => {
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) await what(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** The leads whose workflow runs. Asks Temporal about each lead, because its lists lag. */
export async function liveLeads({ client }: Pick<Platform, 'client'>, leadIds: readonly string[]): Promise<ReadonlySet<string>> {
  const live = new Set<string>();
  await atOnce(leadIds, async (id) => {
    if (await isLive(client, id)) live.add(id);
  });
  return live;
}

async function isLive(client: Platform['client'], leadId: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(workflowIdOf(leadId)).describe();
    return status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

import type { MemberRow } from '../../db/campaigns/members.ts';
import type { LeadStatus } from '../../domain/lead/messages.ts';
import { EngineUnavailable } from '../../engine/engine.ts';
import type { ApiDeps } from '../procedures/context.ts';

/** How many workflows are asked at the same time. */
const AT_ONCE = 20;
/** Real milliseconds after which no more are asked: one that its worker does not remember takes long to answer. */
const PATIENCE = 2_000;

/** What leads do in their tracks now, by lead: only their workflows know what they wait for. Those that did not answer in time are missing. */
export async function waitsInTracks(
  { engine }: Pick<ApiDeps, 'engine'>,
  rows: readonly MemberRow[],
): Promise<ReadonlyMap<string, LeadStatus>> {
  const waits = new Map<string, LeadStatus>();
  const queue = rows.filter(onlyItsWorkflowKnows).values();
  const patience = AbortSignal.timeout(PATIENCE);
  const ask = async () => {
    for (const { leadId, lane } of queue) {
      if (patience.aborted) return;
      const status = await engine.status(leadId, lane ?? undefined);
      if (status) waits.set(leadId, status);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask)).catch((error: unknown) => {
    if (!(error instanceof EngineUnavailable)) throw error;
  });
  return waits;
}

const onlyItsWorkflowKnows = ({ is, state, track, waits, task }: MemberRow): boolean =>
  is === 'in' && state === 'running' && track !== null && !waits && !task;

import { leadById } from '../../db/leads/leads.ts';
import { EngineUnavailable } from '../../engine/engine.ts';
import { funnelStages } from '../../domain/lead/funnel.ts';
import type { ApiDeps } from '../procedures/context.ts';

/** Where a lead is after a request, and what it waits for. */
export interface LeadNow {
  readonly stage: string;
  readonly label: string;
  /** In words; missing if no program runs for it. */
  readonly waitingFor?: string;
  /** Until when, as ISO 8601. */
  readonly until?: string;
}

/** Where a lead is now. Without the engine, what Postgres knows. */
export async function leadNow({ db, engine }: Pick<ApiDeps, 'db' | 'engine'>, leadId: string): Promise<LeadNow> {
  const stage = (await leadById(db, leadId))?.stage ?? 'inquiry';
  const running = await engine.status(leadId).catch((error: unknown) => {
    if (error instanceof EngineUnavailable) return undefined;
    throw error;
  });
  const until = running?.until;
  return {
    stage,
    label: funnelStages[stage].label,
    waitingFor: running?.waitingFor,
    until: until === undefined ? undefined : new Date(until).toISOString(),
  };
}

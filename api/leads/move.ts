import type { Principal } from '../../db/system/api-keys.ts';
import { EngineUnavailable } from '../../engine/engine.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { leadNow, type LeadNow } from '../tasks/lead-now.ts';
import { askLead } from './ask-lead.ts';

export interface MovedLead {
  readonly status: 'applied' | 'queued';
  /** What happened, and what takes it back, in words. */
  readonly text: string;
  /** The track that the lead was in: move it there to take the move back. */
  readonly was?: string;
  readonly lead: LeadNow;
}

/** Moves a lead to another track of its program. @throws Refusal if the program has no such track, or no program runs for the lead */
export async function move(deps: ApiDeps, { id, name, repId }: Principal, leadId: string, track: string): Promise<MovedLead> {
  const was = await trackOf(deps, leadId);
  const payload = { id: deps.newId(), by: repId ?? id, at: deps.clock.now(), track };
  const event = { kind: 'moved', by: name, data: { track } } as const;
  const { status } = await askLead(deps, { leadId, update: { name: 'moveTo', payload }, event });
  const back = was === undefined ? '' : ` To undo this, move it back to "${was}".`;
  const done =
    status === 'applied' ? `The lead now continues in the track "${track}".` : `The lead will continue in the track "${track}".`;
  return { status, text: done + back, was, lead: await leadNow(deps, leadId) };
}

async function trackOf({ engine }: ApiDeps, leadId: string): Promise<string | undefined> {
  const running = await engine.status(leadId).catch((error: unknown) => {
    if (error instanceof EngineUnavailable) return undefined;
    throw error;
  });
  return running?.track;
}

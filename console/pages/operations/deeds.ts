import { client, type Inputs } from '../../app/api.ts';
import type { Acted } from '../../app/use-act.ts';

/** A program in which a lead is stuck. */
export interface Halted {
  readonly leadId: string;
  /** Of a side program. */
  readonly lane?: string | null | undefined;
  readonly program: string;
  readonly track: string | null;
}

const placeOf = ({ leadId, lane }: Halted) => ({ leadId, lane: lane ?? undefined });

/** Runs a parked track again. What went out before does not go out twice, so there is nothing to take back. */
export async function runAgain(lead: Halted): Promise<Acted> {
  await client.ops.retry.mutate(placeOf(lead));
  return { words: 'The program runs this track again. If the cause is still there, the lead will stop again.' };
}

/** Moves a program to another of its tracks. */
export async function moved(lead: Halted, track: string): Promise<Acted> {
  await client.ops.moveTo.mutate({ ...placeOf(lead), track });
  const words = `The lead is now in the track ${track}.`;
  return { words, ...(lead.track !== null && { undo: async () => await moved({ ...lead, track: null }, lead.track!) }) };
}

export type Settled = Inputs['ops']['settle']['state'];

const others = { accepted: 'refused', refused: 'accepted' } as const satisfies Record<Settled, Settled>;

/** Says of an email in doubt whether it was sent; its undo says the other. */
export async function settled(key: string, state: Settled): Promise<Acted> {
  const { next } = await client.ops.settle.mutate({ key, state });
  return { words: next, undo: () => settled(key, others[state]) };
}

import { ScheduleNotFoundError, type Client } from '@temporalio/client';
import { inTransaction } from '../db/in-transaction.ts';
import { enterSafeMode, leaveSafeMode, lockPulse, nextBeat, oneAtATime, writeBeat, type Pulse } from '../db/system/pulse.ts';
import type { SafeBecause } from '../domain/lead/safe-mode.ts';
import { LIFECYCLE } from '../workflows/messages.ts';
import type { AuditDeps } from './deps.ts';

type PulseDeps = Pick<AuditDeps, 'db' | 'client' | 'taskQueue'>;

/**
 * One beat: compares the last one in Postgres with the last one in Temporal, and gives both the next.
 *
 * Postgres has two, the one that Temporal is known to have had and the one that it was given last, so that a process may die
 * between the two writes. A beat that is neither of these was written in a time of which one of the servers knows nothing: it was
 * restored to an earlier moment. Then nothing is sent until somebody has compared the two. In Temporal the beat is the note of a
 * paused schedule, which needs no worker, never fires, and is stored, backed up and restored together with the workflows.
 * @returns why nothing is sent from now on, if so
 */
export const beat = (deps: PulseDeps): Promise<SafeBecause | undefined> => oneAtATime(deps.db, () => beatAlone(deps));

async function beatAlone({ db, client, taskQueue }: PulseDeps): Promise<SafeBecause | undefined> {
  const { tell, because } = await inTransaction(db, async (trx): Promise<{ tell?: string; because?: SafeBecause }> => {
    const ours = await lockPulse(trx);
    const next = await nextBeat(trx);
    const theirs = await beatInTemporal(client, taskQueue);
    if (ours?.safeBecause) return { because: ours.safeBecause };
    const restored = restoredOf(ours, theirs);
    if (restored) {
      await enterSafeMode(trx, restored, theirs ?? next);
      return { because: restored };
    }
    // It has not reached Temporal yet, or is still being written there.
    if (ours && theirs !== ours.pending) return { tell: ours.pending };
    await writeBeat(trx, { confirmed: theirs ?? null, pending: next });
    return { tell: next };
  });
  if (tell !== undefined) await tellTemporal(client, taskQueue, tell);
  return because;
}

/** Which of the two was restored to an earlier moment; undefined when they agree. */
export function restoredOf(
  ours: Pick<Pulse, 'confirmed' | 'pending'> | undefined,
  theirs: string | undefined,
): SafeBecause | undefined {
  if (!ours) return theirs === undefined ? undefined : 'postgresOlder';
  if (theirs === undefined) return ours.confirmed === null ? undefined : 'temporalOlder';
  if (theirs === ours.pending || theirs === ours.confirmed) return undefined;
  return theirs > ours.pending ? 'postgresOlder' : 'temporalOlder';
}

/** The moment of a beat: real milliseconds since the epoch. */
export const momentOf = (beatId: string): number => Number.parseInt(beatId.replaceAll('-', '').slice(0, 12), 16);

/** Ends the safe mode: both servers begin a new series of beats. */
export async function accept({ db, client, taskQueue }: PulseDeps): Promise<void> {
  const first = await nextBeat(db);
  await tellTemporal(client, taskQueue, first);
  await inTransaction(db, (trx) => leaveSafeMode(trx, first));
}

const scheduleIdOf = (taskQueue: string): string => `trellis-pulse-${taskQueue}`;

/** The last beat that Temporal has. */
export async function beatInTemporal(client: Client, taskQueue: string): Promise<string | undefined> {
  try {
    return (await client.schedule.getHandle(scheduleIdOf(taskQueue)).describe()).state.note;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return undefined;
    throw error;
  }
}

async function tellTemporal(client: Client, taskQueue: string, note: string): Promise<void> {
  const scheduleId = scheduleIdOf(taskQueue);
  try {
    await client.schedule.getHandle(scheduleId).pause(note);
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    await client.schedule.create({
      scheduleId,
      spec: {},
      action: { type: 'startWorkflow', workflowType: LIFECYCLE, taskQueue, args: [] },
      state: { paused: true, note },
    });
  }
}

import { ScheduleNotFoundError, type Client } from '@temporalio/client';
import { inTransaction } from '../db/in-transaction.ts';
import { enterSafeMode, leaveSafeMode, lockPulse, nextBeat, oneAtATime, writeBeat, type Pulse } from '../db/system/pulse.ts';
import type { SafeBecause } from '../domain/lead/safe-mode.ts';
import { LIFECYCLE } from '../workflows/messages.ts';
import type { AuditDeps } from './deps.ts';

type PulseDeps = Pick<AuditDeps, 'db' | 'client' | 'taskQueue'>;

/**
 * Runs one beat: compares the last beat in Postgres with the last beat in Temporal, and writes the next beat to both.
 *
 * Postgres stores two beats, the last one that Temporal confirmed and the last one sent to Temporal, because a process may die between the
 * two writes. If Temporal has neither of these, one of the servers was restored to an earlier moment, and nothing is sent until a
 * person has
 * compared the two. In Temporal the beat is the note of a paused schedule, which needs no worker, never fires, and is stored, backed up and
 * restored together with the workflows.
 * @returns why nothing is sent from now on; undefined when the servers agree
 */
export const beat = (deps: PulseDeps): Promise<SafeBecause | undefined> => oneAtATime(deps.db, () => beatAlone(deps));

async function beatAlone({ db, client, taskQueue }: PulseDeps): Promise<SafeBecause | undefined> {
  const { toWrite, because } = await inTransaction(db, async (trx): Promise<{ toWrite?: string; because?: SafeBecause }> => {
    const ours = await lockPulse(trx);
    const next = await nextBeat(trx);
    const theirs = await beatInTemporal(client, taskQueue);
    if (ours?.safeBecause) return { because: ours.safeBecause };
    const restored = restoredOf(ours, theirs);
    if (restored) {
      await enterSafeMode(trx, restored, theirs ?? next);
      return { because: restored };
    }
    // The beat has not reached Temporal yet.
    if (ours && theirs !== ours.pending) return { toWrite: ours.pending };
    await writeBeat(trx, { confirmed: theirs ?? null, pending: next });
    return { toWrite: next };
  });
  if (toWrite !== undefined) await writeToTemporal(client, taskQueue, toWrite);
  return because;
}

/** Which of the two servers was restored to an earlier moment; undefined when they agree. */
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

/** Ends safe mode: both servers start a new series of beats. */
export async function accept({ db, client, taskQueue }: PulseDeps): Promise<void> {
  const first = await nextBeat(db);
  await writeToTemporal(client, taskQueue, first);
  await inTransaction(db, (trx) => leaveSafeMode(trx, first));
}

const scheduleIdOf = (taskQueue: string): string => `trellis-pulse-${taskQueue}`;

/** The last beat in Temporal. */
export async function beatInTemporal(client: Client, taskQueue: string): Promise<string | undefined> {
  try {
    return (await client.schedule.getHandle(scheduleIdOf(taskQueue)).describe()).state.note;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return undefined;
    throw error;
  }
}

async function writeToTemporal(client: Client, taskQueue: string, note: string): Promise<void> {
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

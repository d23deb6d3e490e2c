import { lastInput } from '../../audit/restart.ts';
import type { App } from '../../config/app.ts';
import { own } from '../../domain/text/own.ts';
import { livingStates } from '../../domain/lead/enrolment-states.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { VirtualWorld } from '../../testing/virtual-world.ts';
import { LIFECYCLE, workflowIdOf } from '../../workflows/messages.ts';
import type { LifecycleInput } from '../../workflows/state.ts';

/**
 * Leads that are already in a program continue in it from their last state in Postgres, as when their workflows are restarted. Nothing
 * is sent again, and waits of marketing's tracks end when they would have. A program that the app no longer has does not continue.
 */
export async function goOn({ engine, deps }: VirtualWorld, programs: App['programs']): Promise<void> {
  const running = await deps.db
    .selectFrom('enrolments')
    .where('state', 'in', livingStates)
    .where('program', 'in', Object.keys(programs))
    .select(['leadId', 'lane'])
    .orderBy('id')
    .execute();
  for (const { leadId, lane } of running) {
    const input = await lastInput(deps, { leadId, lane }, 'went on in a simulation');
    const beganAt = await beganTrack(deps.db, programs, input);
    await engine.start(LIFECYCLE, { workflowId: workflowIdOf(leadId, lane ?? undefined), args: [input], beganAt });
  }
}

/** When the lead entered its track; undefined in a track of sales, whose task is opened now. */
async function beganTrack(
  db: VirtualWorld['deps']['db'],
  programs: App['programs'],
  { enrolmentId, program, state }: LifecycleInput,
): Promise<Instant | undefined> {
  if (!state || typeof own(programs[program]!.tracks, state.track) !== 'function') return undefined;
  const entered = await db
    .selectFrom('transitions')
    .select('at')
    .where('enrolmentId', '=', enrolmentId)
    .where('visit', '=', state.visit)
    .where('kind', '=', 'entered')
    .executeTakeFirst();
  return entered?.at.getTime();
}

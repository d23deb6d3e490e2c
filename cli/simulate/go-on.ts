import { lastInput } from '../../audit/restart.ts';
import { livingStates } from '../../domain/lead/enrolment-states.ts';
import type { VirtualWorld } from '../../testing/virtual-world.ts';
import { LIFECYCLE, workflowIdOf } from '../../workflows/messages.ts';

/**
 * Leads that are already in a program continue in it from their last state in Postgres, as when their workflows are restarted.
 * Nothing is sent again. A pause starts again, because Postgres does not know when it began. A program that the app no longer has
 * does not continue.
 */
export async function goOn({ engine, deps }: VirtualWorld, programs: readonly string[]): Promise<void> {
  const running = await deps.db
    .selectFrom('enrolments')
    .where('state', 'in', livingStates)
    .where('program', 'in', programs)
    .select(['leadId', 'lane'])
    .orderBy('id')
    .execute();
  for (const { leadId, lane } of running) {
    const input = await lastInput(deps, { leadId, lane }, 'went on in a simulation');
    await engine.start(LIFECYCLE, { workflowId: workflowIdOf(leadId, lane ?? undefined), args: [input] });
  }
}

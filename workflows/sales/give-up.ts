import type { Next } from '../next.ts';
import type { Program } from '../program.ts';
import { recycle } from './recycle.ts';
import type { Reported, SalesTask } from './task.ts';

/** Ends a task after its last attempt. Whether the lead was unreachable, or was not worked enough, depends on the attempts. */
export async function giveUp(task: SalesTask, program: Program, { applied }: Reported): Promise<Next<never>> {
  await task.close('every attempt was made');
  return recycle(task.flow.visit, program, applied.ifGivenUp ?? 'unreachable');
}

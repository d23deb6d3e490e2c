import { mustBeCodes, type Codes } from '../domain/lead/step.ts';
import { runStep as run } from './activities.ts';
import type { Flow } from './flow.ts';

/**
 * Runs a step, and waits for its answer. Emails and reports of the lead do not wait for it, and neither does a lead that leaves the
 * track.
 */
export async function runStep(flow: Flow, step: string, order: Codes): Promise<Codes | undefined> {
  mustBeCodes(order);
  flow.throwIfLeft();
  flow.begin(`run ${step}`);
  const key = flow.nextKey();
  let isOver = false;
  const running = flow.recording((verbs) => run({ ...flow.visit.ref, key, step, order, verbs })).finally(() => (isOver = true));
  // A lead that has left the track does not ask how the step ended.
  running.catch(() => {});
  await flow.waitUntil(() => isOver, undefined, `the step ${step}`);
  return (await running).answer;
}

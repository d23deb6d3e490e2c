import { ApplicationFailure, allHandlersFinished, condition, continueAsNew, setHandler } from '@temporalio/workflow';
import type { Enrolment } from '../../domain/lead/messages.ts';
import { signals, statusQuery, updates } from '../../workflows/messages.ts';

/** As much of a lead's life as the engine port can see: it takes messages, goes on in a new run, and ends. */
export async function leadLifecycle(enrolment: Enrolment & { heard?: string[] }): Promise<void> {
  const heard = enrolment.heard ?? [];
  let next: 'goOn' | 'end' | undefined;
  setHandler(signals.engaged, ({ id }) => void heard.push(id));
  setHandler(statusQuery, () => ({
    program: enrolment.program,
    track: 'educate',
    visit: 1,
    stage: 'inquiry',
    waitingFor: heard.join(' '),
  }));
  setHandler(updates.claim, ({ id }) => ({ id, next: 'claimed' }), {
    validator: ({ by }) => {
      if (by === 'nobody') throw ApplicationFailure.nonRetryable('no', 'TaskReassigned', 'kim');
    },
  });
  setHandler(updates.moveTo, ({ id }) => {
    next = 'goOn';
    return { id, next: 'moved' };
  });
  setHandler(updates.retry, ({ id }) => {
    next = 'end';
    return { id, next: 'ended' };
  });
  await condition(() => next !== undefined);
  await condition(allHandlersFinished);
  if (next === 'goOn') await continueAsNew<typeof leadLifecycle>({ ...enrolment, heard });
}

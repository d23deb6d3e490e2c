import { Context } from '@temporalio/activity';
import { untilSaved } from '../db/until-saved.ts';
import { leadRecord } from '../db/leads/lead-record.ts';
import { beginStep, endStep } from '../db/steps/step-runs.ts';
import type { LeadRecord } from '../domain/lead/lead-record.ts';
import { mustBeCodes, type Codes, type Step, type StepContext } from '../domain/lead/step.ts';
import { bareError } from '../domain/text/bare-error.ts';
import { own } from '../domain/text/own.ts';
import { milliseconds } from '../domain/time/duration.ts';
import type { StepOrder, StepRan } from './contract.ts';
import type { Deps } from './deps.ts';
import { ActivityError } from './errors.ts';

type StepDeps = Pick<Deps, 'db' | 'clock' | 'policy' | 'steps'>;

/**
 * Runs a step of the app until it has answered once; from then on its key has this answer. When a worker dies between the effect and
 * the answer, the step runs again with the same key.
 * @throws ActivityError STEP_UNKNOWN; the step's own error, which is not retried after the last attempt
 */
export const runStep =
  (deps: StepDeps) =>
  async (order: StepOrder): Promise<StepRan> => {
    const { db, clock, steps } = deps;
    const step = own(steps, order.step);
    if (!step) throw new ActivityError('STEP_UNKNOWN', order.step, 'name it in `steps` in trellis.config.ts');
    const run = await beginStep(db, { ...order, at: clock.now() });
    if (run.state === 'done') return { answer: run.answer ?? undefined };
    try {
      const answer = (await attempt(deps, step, order, run.attempts)) ?? undefined;
      mustBeCodes(answer);
      await untilSaved(() => endStep(db, order.key, { state: 'done', answer }));
      return { answer };
    } catch (error) {
      await untilSaved(() => endStep(db, order.key, { state: 'failed', reason: bareError(error).code }));
      const isLast = step.retries !== undefined && Context.current().info.attempt > step.retries;
      throw isLast
        ? new ActivityError('STEP_FAILED', bareError(error).code, 'correct the step, then: trellis call ops.retry')
        : error;
    }
  };

const WITHIN = '1 minute';

async function attempt(deps: StepDeps, step: Step, order: StepOrder, nth: number): Promise<Codes | void> {
  const late = Promise.withResolvers<never>();
  const stopping = new AbortController();
  const timer = setTimeout(
    () => {
      stopping.abort();
      late.reject(new StepLate());
    },
    milliseconds(step.within ?? WITHIN),
  );
  const { key, leadId } = order;
  const context: StepContext = {
    key,
    leadId,
    attempt: nth,
    signal: stopping.signal,
    lead: async () => await leadOf(deps, leadId),
  };
  try {
    return await Promise.race([step.run(context, order.order as never), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function leadOf({ db, policy }: StepDeps, leadId: string): Promise<LeadRecord> {
  const lead = await leadRecord(db, policy.fields, leadId);
  if (!lead) throw new ActivityError('LEAD_UNKNOWN', leadId, 'end its workflow');
  return lead;
}

/** An attempt took longer than the step allows. */
class StepLate extends Error {
  override readonly name = 'StepLate';
}

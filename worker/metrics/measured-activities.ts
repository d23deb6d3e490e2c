import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Activities } from '../../activities/contract.ts';
import { own } from '../../domain/text/own.ts';
import type { Measures } from './measures.ts';

/** What operators look for in a log: an email, a task, a rung, a report. The others are bookkeeping. */
const noteworthy: Readonly<Partial<Record<keyof Activities, string>>> = {
  touch: 'a touch was decided',
  openTask: 'a task was opened',
  escalate: 'an SLA reached a rung',
  applyOutcome: 'a report was applied',
  runStep: 'a step ran',
};

/** Logs and measures what workflows ask for. Ids and codes only. */
export const measuredActivities =
  (log: Logger, measures: Pick<Measures, 'activity'> | undefined): ActivityInterceptorsFactory =>
  ({ info }) => ({
    inbound: {
      async execute(input, next) {
        const { activityType: activity, workflowExecution } = info;
        const startedAt = performance.now();
        let outcome = 'failed';
        try {
          const result = await next(input);
          outcome = stateOf(result);
          return result;
        } finally {
          const ms = performance.now() - startedAt;
          measures?.activity(activity, outcome, ms / 1_000);
          const line = { activity, workflow: workflowExecution?.workflowId, outcome, ms: Math.round(ms) };
          const said = own(noteworthy as Record<string, string>, activity);
          if (said === undefined) log.debug(line, 'an activity ended');
          else log.info(line, said);
        }
      },
    },
  });

/** The state that a touch or a task ended in, if the result names one. */
function stateOf(result: unknown): string {
  const state = typeof result === 'object' && result !== null && 'state' in result ? result.state : undefined;
  return typeof state === 'string' ? state : 'ok';
}

import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/contract.ts';

/*
 * These activities are local: the ledger in Postgres makes a repeat harmless, so Temporal need not record each step.
 * All times are real time. The deadline is below the lease of a touch; the retries outlast an outage of Postgres, and end.
 * A short back-off holds the workflow task, which costs three events in eight seconds; a longer one becomes a timer, which
 * costs seven events and lets the workflow handle messages meanwhile.
 */
export const { loadFacts, touch, openTask, escalate, applyOutcome, changeTask, record } = proxyLocalActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '1 day',
  retry: { initialInterval: '200 ms', backoffCoefficient: 3, maximumInterval: '15 minutes' },
  localRetryThreshold: '5 seconds',
});

/** Not local: other systems may be slow or down for long. An attempt ends by itself within the five minutes that a step may allow. */
export const { runStep } = proxyActivities<Activities>({
  startToCloseTimeout: '6 minutes',
  scheduleToCloseTimeout: '1 day',
  retry: { initialInterval: '1 second', maximumInterval: '15 minutes' },
});

/** Not local: providers may be slow, and operators want to see these calls. */
export const { enrich } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '1 day',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
  summary: 'enrich',
});

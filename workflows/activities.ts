import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/contract.ts';

/*
 * Local: the ledger in Postgres makes a repeat harmless, so that the server's own record of each step would buy nothing.
 * Real time, all of them. A deadline below the lease of a touch; retries that outlast an outage of Postgres, and end. A short
 * back-off holds the workflow task, which costs three events in eight seconds; a longer one is a timer: seven events, and the
 * lead hears what it is told meanwhile.
 */
export const { loadFacts, touch, openTask, escalate, applyOutcome, changeTask, record } = proxyLocalActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '1 day',
  retry: { initialInterval: '200 ms', backoffCoefficient: 3, maximumInterval: '15 minutes' },
  localRetryThreshold: '5 seconds',
});

/** Providers may be slow, and an operator wants to see them. */
export const { enrich } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '1 day',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
  summary: 'enrich',
});

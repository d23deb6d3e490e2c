import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Answer, LeadStatus, SentTouch, Signals, Updates } from '../domain/messages.ts';

/** The name under which the lifecycle is registered, and the workflow id of a lead: one a lead, so that Temporal is the lock. */
export const LIFECYCLE = 'leadLifecycle';
export const workflowIdOf = (leadId: string): string => `lead/${leadId}`;

const signal = <N extends keyof Signals>(name: N) => defineSignal<[Signals[N]]>(name);
const update = <N extends keyof Updates>(name: N) => defineUpdate<Answer, [Updates[N]]>(name);

export const signals = {
  engaged: signal('engaged'),
  contactabilityChanged: signal('contactabilityChanged'),
  factsChanged: signal('factsChanged'),
} as const satisfies { [N in keyof Signals]: unknown };

export const updates = {
  reportOutcome: update('reportOutcome'),
  decide: update('decide'),
  claim: update('claim'),
  moveTo: update('moveTo'),
  retry: update('retry'),
} as const satisfies { [N in keyof Updates]: unknown };

export const statusQuery = defineQuery<LeadStatus>('status');
/** What went out in a run. */
export const touchesQuery = defineQuery<readonly SentTouch[]>('touches');

import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import { hashed } from '../domain/text/hash.ts';
import type { Answer, LeadStatus, SentTouch, Signals, Updates } from '../domain/lead/messages.ts';

/** The name under which the lifecycle is registered, and the workflow id of a lead: one a lead, so that Temporal is the lock. */
export const LIFECYCLE = 'leadLifecycle';
export const workflowIdOf = (leadId: string): string => `lead/${leadId}`;

const signal = <N extends keyof Signals>(name: N) => defineSignal<[Signals[N]]>(name);
const update = <N extends keyof Updates>(name: N) => defineUpdate<Answer, [Updates[N]]>(name);

export const signals = {
  engaged: signal('engaged'),
  contactabilityChanged: signal('contactabilityChanged'),
  factsChanged: signal('factsChanged'),
  taskChanged: signal('taskChanged'),
} as const satisfies { [N in keyof Signals]: unknown };

export const updates = {
  reportOutcome: update('reportOutcome'),
  decide: update('decide'),
  claim: update('claim'),
  moveTo: update('moveTo'),
  retry: update('retry'),
} as const satisfies { [N in keyof Updates]: unknown };

/** What an update asks for, and who does: the same text for the same request, whenever it is made. */
export const requestOf = (name: keyof Updates, message: Updates[keyof Updates]): string => {
  const asked = Object.entries(message).filter(([field]) => field !== 'at');
  return hashed(JSON.stringify([name, asked.toSorted(([a], [b]) => (a < b ? -1 : 1))]));
};

/** Temporal answers an update id that a run has heard by what it has answered: another request must have another one. */
export const updateIdOf = (name: keyof Updates, message: Updates[keyof Updates]): string =>
  `${message.id}/${requestOf(name, message)}`;

export const statusQuery = defineQuery<LeadStatus>('status');
/** What went out in a run. */
export const touchesQuery = defineQuery<readonly SentTouch[]>('touches');

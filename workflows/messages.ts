import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import { hashed } from '../domain/text/hash.ts';
import type { Answer, LeadStatus, SentTouch, Signals, Updates } from '../domain/lead/messages.ts';

/** The lifecycle's workflow type. */
export const LIFECYCLE = 'leadLifecycle';
const LEADS = 'lead/';

/**
 * The id of a lead's workflow: of its main program, or of the side program in a lane. There is one of each, so Temporal is the
 * lock.
 */
export const workflowIdOf = (leadId: string, lane?: string | null): string => `${LEADS}${leadId}${lane ? `/${lane}` : ''}`;

/** The lead of a workflow, and its lane; null for the lead's main program. */
export function leadIn(workflowId: string): { readonly leadId: string; readonly lane: string | null } {
  const [leadId = '', lane = null] = workflowId.slice(LEADS.length).split('/');
  return { leadId, lane };
}

const signal = <N extends keyof Signals>(name: N) => defineSignal<[Signals[N]]>(name);
const update = <N extends keyof Updates>(name: N) => defineUpdate<Answer, [Updates[N]]>(name);

export const signals = {
  engaged: signal('engaged'),
  contactabilityChanged: signal('contactabilityChanged'),
  factsChanged: signal('factsChanged'),
  taskChanged: signal('taskChanged'),
  inputChanged: signal('inputChanged'),
  campaignStopped: signal('campaignStopped'),
  takenBack: signal('takenBack'),
  clockChanged: signal('clockChanged'),
} as const satisfies { [N in keyof Signals]: unknown };

export const updates = {
  reportOutcome: update('reportOutcome'),
  decide: update('decide'),
  claim: update('claim'),
  moveTo: update('moveTo'),
  retry: update('retry'),
} as const satisfies { [N in keyof Updates]: unknown };

/** A hash of what an update asks for and who asks: the same whenever the same person makes the same request. */
export function requestOf(name: keyof Updates, message: Updates[keyof Updates]): string {
  const asked = Object.entries(message).filter(([field]) => field !== 'at');
  return hashed(JSON.stringify([name, asked.toSorted(([a], [b]) => (a < b ? -1 : 1))]));
}

/** The update's id in Temporal, which repeats its answer for an id that it knows: another request must have another id. */
export const updateIdOf = (name: keyof Updates, message: Updates[keyof Updates]): string =>
  `${message.id}/${requestOf(name, message)}`;

export const statusQuery = defineQuery<LeadStatus>('status');
/** The touches that went out in the current run. */
export const touchesQuery = defineQuery<readonly SentTouch[]>('touches');

import {
  ApplicationFailure,
  defineSearchAttributeKey,
  SearchAttributeType,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/common';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { LeadBusy, LeadNotRunning, startOf, UpdateRejected, type Engine } from '../engine/engine.ts';
import type { Answer, LeadStatus } from '../domain/lead/messages.ts';
import type { Rejection } from '../domain/lead/rejections.ts';
import { LIFECYCLE, updateIdOf, workflowIdOf } from '../workflows/messages.ts';
import type { SearchAttribute } from '../workflows/search-attributes.ts';
import type { VirtualEngine } from './engine/virtual-engine.ts';

/** The engine port on a virtual engine: the API and the relay can't tell it from a Temporal server. */
export function virtualLeadEngine(virtual: VirtualEngine): Engine {
  const starts = new Map<string, string>();
  return {
    async enrol(enrolment) {
      const { leadId, program, campaignId, lane } = enrolment;
      const workflowId = workflowIdOf(leadId, lane);
      const searchAttributes = [keyword('TrellisProgram', program), keyword('TrellisCampaign', campaignId)];
      try {
        await virtual.start(LIFECYCLE, { workflowId, args: [enrolment], searchAttributes });
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        if (starts.get(workflowId) !== startOf(enrolment)) throw new LeadBusy(leadId);
        return 'alreadyRunning';
      }
      starts.set(workflowId, startOf(enrolment));
      return 'started';
    },
    signal: (leadId, name, payload, lane) => translating(leadId, () => virtual.signal(workflowIdOf(leadId, lane), name, payload)),
    update: (leadId, name, payload, lane) =>
      translating(leadId, () =>
        virtual.update<Answer>(workflowIdOf(leadId, lane), name, { updateId: updateIdOf(name, payload), args: [payload] }),
      ),
    async status(leadId, lane) {
      const id = workflowIdOf(leadId, lane);
      if (!virtual.list().some(({ workflowId, status }) => workflowId === id && status === 'running')) return undefined;
      return virtual.query<LeadStatus>(id, 'status');
    },
    ping: () => Promise.resolve(),
    workersAsking: () => Promise.resolve(1),
    builds: () => Promise.resolve([]),
    leadsOnBuild: () => Promise.resolve({ items: [] }),
  };
}

const keyword = (name: SearchAttribute, value: string) => ({
  key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
  value,
});

async function translating<T>(leadId: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) throw new LeadNotRunning(leadId);
    if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
      throw new UpdateRejected(error.cause.type as Rejection, (error.cause.details ?? []).map(String));
    }
    throw error;
  }
}

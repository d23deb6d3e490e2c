import { leadById } from '../../db/leads/leads.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';
import { funnelStages } from '../../domain/lead/funnel.ts';
import type { LeadStatus } from '../../domain/lead/messages.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { EngineUnavailable } from '../../engine/engine.ts';
import { lastEnrolment, sideEnrolments } from '../../db/campaigns/lead-enrolment.ts';
import { stuckLead } from '../../db/leads/stuck-leads.ts';
import { notFound } from '../procedures/refusal.ts';
import { reachedBy } from './reached-by.ts';
import { inIso, iso } from '../procedures/iso.ts';
import type { Contactability, NoContactCode } from '../../domain/contact/contactability.ts';

/**
 * Where a lead is in its program. Without the engine, everything that Postgres knows.
 * @throws Refusal if the lead does not exist
 */
export async function statusOf({ db, engine, clock, policy, channels: added = [] }: ApiDeps, leadId: string) {
  const lead = await leadById(db, leadId);
  if (!lead) throw notFound('lead', leadId);
  const [{ consents, suppressions }, enrolment, running, stuck, beside] = await Promise.all([
    permissionsOf(db, leadId),
    lastEnrolment(db, leadId),
    runningStatus(engine, leadId),
    stuckLead(db, leadId),
    sidePrograms({ db, engine }, leadId),
  ]);
  const at = clock.now();
  const reached = reachedBy(added, policy.consent, { consents, suppressions }, at);
  return {
    stage: lead.stage,
    label: funnelStages[lead.stage].label,
    since: lead.stageAt.getTime(),
    held: lead.held,
    ...reached,
    enrolment,
    running,
    /** The side programs that run for the lead, each with what it waits for. */
    beside,
    /** Since when and why its workflow does not go on. */
    stuck: stuckNow(stuck),
  };
}

const stuckNow = (stuck: Awaited<ReturnType<typeof stuckLead>>) =>
  stuck && { since: stuck.since, label: stuck.label, todo: stuck.todo };

async function sidePrograms({ db, engine }: Pick<ApiDeps, 'db' | 'engine'>, leadId: string) {
  const there = await sideEnrolments(db, leadId);
  return await Promise.all(
    there.map(async (one) => {
      const [running, stuck] = await Promise.all([runningStatus(engine, leadId, one.lane), stuckLead(db, leadId, one.lane)]);
      return { ...one, running, stuck: stuckNow(stuck) };
    }),
  );
}

/** Side programs, as answers give them. */
export const besideInIso = (beside: Awaited<ReturnType<typeof sidePrograms>>) =>
  beside.map(({ running, stuck, ...one }) => ({
    ...inIso(one, 'startAt'),
    running: typeof running === 'object' ? inIso(running, 'until') : running,
    stuck: stuck && inIso(stuck, 'since'),
  }));

/** The same, as answers give it. */
export function statusInIso({ enrolment, running, beside, stuck, since, ...status }: Awaited<ReturnType<typeof statusOf>>) {
  const channels = Object.entries(status).map(([name, value]) => [
    name,
    typeof value === 'object' && value !== null && 'until' in value ? inIso(value, 'until') : value,
  ]);
  return {
    ...(Object.fromEntries(channels) as InIsoOf<typeof status>),
    since: iso(since),
    enrolment: enrolment && inIso(enrolment, 'startAt'),
    running: typeof running === 'object' ? inIso(running, 'until') : running,
    beside: besideInIso(beside),
    stuck: stuck && inIso(stuck, 'since'),
  };
}

/** A row whose channels say in ISO 8601 until when they are closed. */
type InIsoOf<T> = { [K in keyof T]: T[K] extends Contactability ? ContactabilityInIso : T[K] };
export type ContactabilityInIso = { may: true } | { may: false; because: NoContactCode; until?: string };

async function runningStatus(
  engine: ApiDeps['engine'],
  leadId: string,
  lane?: string,
): Promise<LeadStatus | 'unavailable' | undefined> {
  try {
    return await engine.status(leadId, lane);
  } catch (error) {
    if (error instanceof EngineUnavailable) return 'unavailable';
    throw error;
  }
}

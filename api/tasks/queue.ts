import { openTasks, rungsReached, sentTo, type OpenTask } from '../../db/tasks/queue.ts';
import type { ConsentPolicy } from '../../domain/contact/consent-policy.ts';
import type { ApiDeps } from '../procedures/context.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { closedChannel, noContactLabel } from '../../domain/contact/contactability.ts';
import { kindSpec, type EngagementKinds } from '../../domain/scoring/engagement.ts';
import { fieldValue, type LeadFields } from '../../domain/people/lead-fields.ts';
import type { Dispositions } from '../../domain/sales/dispositions.ts';
import { rungs, slaNamed, type Slas } from '../../domain/sales/sla.ts';
import type { Channel } from '../../domain/contact/suppression.ts';
import { reachedBy } from '../leads/reached-by.ts';
import { labelOf, own } from '../../domain/text/own.ts';
import { offered, taskKinds } from '../../domain/sales/task-kinds.ts';
import { inIso, iso } from '../procedures/iso.ts';
import type { ContactabilityInIso } from '../leads/lead-status.ts';

/** What a rep may report about a task while its lead's channels are as they are, with the fields and reasons of each disposition. */
function menuOf(dispositions: Dispositions, { kind, stage, suppressions }: OpenTask, at: Instant) {
  const isClosed = (channel: Channel) => closedChannel(suppressions, channel, at) !== undefined;
  return offered(dispositions, { kind, stage, isClosed }).map((disposition) => {
    const { label, requires, allows = [], reasons = {}, reasonIsOptional = false } = own(dispositions, disposition)!;
    return {
      disposition,
      label,
      requires,
      allows,
      reasons: Object.entries(reasons).map(([reason, row]) => ({ reason, ...row })),
      reasonIsOptional,
    };
  });
}

/** Which channels may reach a lead now; for the others, why not and until when, in words. */
const contactOf = (added: ApiDeps['channels'], consent: ConsentPolicy, task: OpenTask, at: Instant) =>
  Object.fromEntries(
    Object.entries(reachedBy(added, consent, task, at)).map(([channel, verdict]) => [
      channel,
      verdict.may ? verdict : { ...inIso(verdict, 'until'), label: noContactLabel(verdict.because) },
    ]),
  ) as Record<Channel, ContactabilityInIso & { readonly label?: string }>;

/**
 * Open tasks with everything that a rep needs to see: who the lead is, what made it ready, what we sent and how they reacted, the
 * clock, the call guide, and what can be reported.
 */
export async function queueOf(
  { db, policy, clock, channels }: Pick<ApiDeps, 'db' | 'policy' | 'clock' | 'channels'>,
  of: { repId?: string; teamId?: string; taskId?: string },
) {
  const at = clock.now();
  const tasks = await openTasks(db, of);
  const [sent, reached] = await Promise.all([
    sentTo(db, [...new Set(tasks.map(({ leadId }) => leadId))]),
    rungsReached(
      db,
      tasks.map(({ id }) => id),
    ),
  ]);
  const sentByLead = Map.groupBy(sent, ({ leadId }) => leadId);
  const reachedByTask = Map.groupBy(reached, ({ taskId }) => taskId);
  return tasks.map((task) => ({
    id: task.id,
    kind: task.kind,
    team: task.team,
    because: task.because,
    assignee: task.assigneeId === null ? undefined : { id: task.assigneeId, name: task.assignee },
    /** The reason of the latest assignment, if it changed after opening. */
    given: task.given === null || task.given === task.because ? undefined : task.given,
    lead: leadOf(policy.fields, task),
    trigger: triggerOf(policy.engagements, task),
    /** The lead's words, if the task is about a reply. */
    wrote: task.body === null ? undefined : { subject: task.subject, body: task.body },
    deal: dealOf(task),
    clock: clockOf(policy.slas, task, reachedByTask.get(task.id) ?? []),
    attempts: task.attempts,
    openedAt: iso(task.openedAt),
    sent: (sentByLead.get(task.leadId) ?? []).map(({ content, subject, sentAt, reactions }) => ({
      content,
      subject,
      at: iso(sentAt),
      reactions,
    })),
    guide: callsFirst(task) ? policy.callGuide : undefined,
    contact: contactOf(channels, policy.consent, task, at),
    mayReport: menuOf(policy.dispositions, task, at),
  }));
}

/** Whether its rep calls the lead for the first time: an SDR, or a salesperson before they accept the lead. */
const callsFirst = ({ kind, stage }: OpenTask): boolean =>
  taskKinds[kind].by !== undefined || (taskKinds[kind].menu === 'sales' && stage === 'mql');

const leadOf = (fields: LeadFields, task: OpenTask) => ({
  id: task.leadId,
  name: [task.firstName, task.lastName].filter(Boolean).join(' ') || task.email,
  title: task.title,
  company: task.company,
  email: task.email,
  phone: task.phone,
  zone: task.zone,
  stage: task.stage,
  persona: task.persona,
  /** What is known of the fields of the app. */
  fields: Object.entries(fields).flatMap(([name, spec]) => {
    const value = fieldValue(spec, task.fields, name);
    return value === undefined ? [] : [{ name, label: spec.label, value }];
  }),
  score: { fit: task.fit ?? 0, interest: Math.round(task.interest ?? 0) },
});

const triggerOf = (kinds: EngagementKinds, { trigger: { kind, at } }: OpenTask) =>
  kind === undefined ? undefined : { kind, label: kind === 'mql' ? 'became MQL' : kindSpec(kinds, kind).label, at: iso(at) };

/** The open deal that a salesperson reported for the task; `changedAt` is the time of the last report. */
const dealOf = ({ amount, closeAt, nextStep, stageChangedAt }: OpenTask) =>
  amount === null || closeAt === null || stageChangedAt === null
    ? undefined
    : { amount, closeAt: iso(closeAt), nextStep, changedAt: iso(stageChangedAt) };

type Reached = Awaited<ReturnType<typeof rungsReached>>[number];

/** The rungs of each round of a task's clock, in order; `mode` tells whether they were only observed. */
const roundsOf = (slas: Slas, reached: readonly Reached[]) =>
  [...Map.groupBy(reached, ({ round }) => round)].map(([round, taken]) => ({
    round,
    sla: taken[0]!.sla,
    label: labelOf(slas, taken[0]!.sla),
    rungs: taken.map(({ rung, at, mode }) => ({ rung, label: labelOf(rungs, rung), at: iso(at), mode })),
  }));

const clockOf = (slas: Slas, task: OpenTask, reached: readonly Reached[]) => {
  const { sla, round, clockFrom, targetAt, dueAt, giveUpAt, firstContactAt } = task;
  const flagged = reached.find((one) => one.rung === 'flag' && one.round === round);
  return sla === null
    ? undefined
    : {
        sla,
        label: slaNamed(slas, sla).label,
        from: iso(clockFrom),
        /** The target of its first clock, by which reports judge whether a rep acted in time. */
        targetAt: iso(targetAt),
        /** When it is due: at its target, and from then on at the next rung. */
        dueAt: iso(dueAt),
        /** Until when the lead must be reached, which an attempt alone does not do; since when it has been. */
        contact: { until: iso(giveUpAt), since: iso(firstContactAt) },
        /** Since when a deal stands flagged: nobody takes it away from its owner. */
        flaggedAt: iso(flagged?.at),
        rounds: roundsOf(slas, reached),
      };
};

import { openTasks, rungsReached, sentTo, type OpenTask } from '../db/queue.ts';
import type { Db } from '../db/database.ts';
import { callGuide, dispositions, isReportable, reportable } from '../domain/dispositions.ts';
import { engagementKinds } from '../domain/engagement.ts';
import { rungs, slas, type Rung } from '../domain/sla.ts';

/** What a rep may report about a task, with the fields that each asks for. The other kinds of task are just closed. */
const menuOf = ({ kind, stage }: OpenTask) =>
  (isReportable(kind) ? reportable(kind, stage) : []).map((name) => ({
    disposition: name,
    label: dispositions[name].label,
    requires: dispositions[name].requires,
    allows: dispositions[name].allows ?? [],
  }));

/**
 * Open tasks with all that a rep needs in front of them: who it is, what made the lead ready, what we sent and what they
 * did with it, the clock, the call guide, and what can be reported.
 */
export async function queueOf(db: Db, of: { repId?: string; teamId?: string; taskId?: string }) {
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
    lead: leadOf(task),
    trigger: triggerOf(task),
    /** What the lead wrote, where the task is about a reply. */
    wrote: task.body === null ? undefined : { subject: task.subject, body: task.body },
    clock: clockOf(task, reachedByTask.get(task.id) ?? []),
    attempts: task.attempts,
    openedAt: task.openedAt.getTime(),
    sent: (sentByLead.get(task.leadId) ?? []).map(({ content, subject, sentAt, reactions }) => ({
      content,
      subject,
      at: sentAt?.getTime(),
      reactions,
    })),
    guide: task.kind === 'call' ? callGuide : undefined,
    mayReport: menuOf(task),
  }));
}

const leadOf = (task: OpenTask) => ({
  id: task.leadId,
  name: [task.firstName, task.lastName].filter(Boolean).join(' ') || task.email,
  title: task.title,
  company: task.company,
  email: task.email,
  phone: task.phone,
  zone: task.zone,
  stage: task.stage,
  persona: task.persona,
  score: { fit: task.fit ?? 0, interest: Math.round(task.interest ?? 0) },
});

const triggerOf = ({ trigger: { kind, at } }: OpenTask) =>
  kind === undefined ? undefined : { kind, label: kind === 'mql' ? 'became MQL' : engagementKinds[kind].label, at };

type Reached = Awaited<ReturnType<typeof rungsReached>>[number];

const clockOf = ({ sla, clockFrom, dueAt }: OpenTask, reached: readonly Reached[]) =>
  sla === null
    ? undefined
    : {
        sla,
        label: slas[sla].label,
        from: clockFrom.getTime(),
        /** When the next rung is due. */
        dueAt: dueAt?.getTime(),
        reached: reached.map(({ rung, at, mode }) => ({ rung, label: rungs[rung as Rung].label, at: at.getTime(), mode })),
      };

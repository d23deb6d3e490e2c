import { managingRoles, marketingRoles } from '../../domain/people/roles.ts';
import { programTaskKinds } from '../../domain/sales/task-kinds.ts';
import { kinds } from '../../domain/text/kinds.ts';
import type { Rhythm } from '../../domain/time/working-day.ts';
import type { EventType } from '../events/outgoing-events.ts';

/** What the subject line of an alert says. */
interface Headline {
  /** The lead, with the company: `Ann Lee (Pier Seven)`. */
  readonly who: string;
  /** `call task` */
  readonly task: string;
  /** `asked for a demo` */
  readonly why: string;
}

/** An alert that follows from an event. */
interface AfterEvent {
  readonly after: EventType;
  /** SQL over `event` and `task`: for which events. Default: all. */
  readonly when?: string;
  /** SQL over `event`: the id of the task that it is about; null if it is about none. Default: the task of the event. */
  readonly task?: string | null;
  /** SQL over `event`, `task` and `rep`: of alerts with one subject, a rep gets one. Default: the event. */
  readonly subject?: string;
  readonly each?: undefined;
}

/** A report that comes at the start of the rep's working day, or of the first one in a week. It is about no task. */
interface Periodic {
  readonly each: Rhythm;
  readonly after?: undefined;
}

interface Told {
  /** What it tells a rep, for the choice of alerts. */
  readonly label: string;
  /** SQL over `rep`, and over `event` and `task` if it follows from an event: who gets it. */
  readonly to: string;
  /** SQL over `alert`, `task` and `rep`: whether it is still true. It is asked again right before the email goes out. */
  readonly holds: string;
  /** What is new, apart from what opened the task: the lead's last act, why it went back to nurture, or why the task changed hands. */
  readonly tells?: 'lastAct' | 'wayBack' | 'assignment';
  /** It goes out at night, too; all others wait for the rep's working hours. */
  readonly isUrgent?: true;
  readonly headline: (about: Headline) => string;
}

type AlertKindSpec = Told & (AfterEvent | Periodic);

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

const open = `task.state = 'open'`;
const assignee = 'rep.id = task.assignee_id';
const manager = `rep.team_id = task.team_id and rep.role in (${quoted(managingRoles)})`;
/** The assignee; the managers for a task that nobody has. */
const responsible = `(${assignee} or (task.assignee_id is null and ${manager}))`;
/** Open, and no rep has reported since. Rounds do not tell: the rung that alerts managers may begin one itself. */
const untouched = `${open} and not exists (select from dispositions as said
  where said.task_id = task.id and said.state = 'applied' and said.at >= alert.at)`;
const rung = (name: string): string => `event.data ->> 'mode' = 'enforce' and event.data ->> 'rung' = '${name}'`;
const manages = `rep.role in (${quoted(managingRoles)})`;
const operations = `select id from teams where slug = 'operations'`;
const markets = `role in (${quoted(marketingRoles)})`;
/** SQL: the oldest task of a lead that was open when the event happened; one that nobody has comes last. */
const taskAtWork = `(select id from tasks where lead_id = event.lead_id and state = 'open'
  and kind in (${quoted(programTaskKinds)}) and opened_at < event.at order by assignee_id is null, opened_at limit 1)`;
/** SQL over `event`: whether the lead asks for a conversation. */
const asks = `exists (select from engagements where id = (event.data ->> 'engagementId')::uuid and is_request)`;
/** SQL over `event`: whether the act opened a task of its own, about which reps are told. */
const hasTask = `exists (select from tasks where key = 'reply/' || (event.data ->> 'engagementId'))`;
/** SQL over `event` and `rep`: the day of an event where the rep works. */
const dayOfRep = `(event.at at time zone coalesce(
  rep.calendar ->> 'zone', (select calendar ->> 'zone' from teams where id = rep.team_id), 'UTC'))::date`;

/** SQL: the last task of a lead, whether or not a rep had it. */
const lastTask = `(select id from tasks where lead_id = event.lead_id and kind in (${quoted(programTaskKinds)})
  order by coalesce(closed_at, 'infinity') desc, opened_at desc limit 1)`;
/** SQL over `rep`: the managers of the operations team; all managers if it has none. */
const operator = `${manages} and (rep.team_id in (${operations}) or not exists (select from reps as other where other.active
  and other.role in (${quoted(managingRoles)}) and other.team_id in (${operations})))`;

/**
 * What Trellis tells reps by email. An alert follows from an outgoing event, so that every change of a task raises it, or comes each day
 * or week. To add an alert, add a row.
 */
export const alertKinds = kinds<AlertKindSpec>()({
  opened: {
    label: 'I have a new task: a call, a reply to answer, a request',
    after: 'task.opened',
    when: `task.kind <> 'operations'`,
    to: responsible,
    holds: `${open} and ${responsible}`,
    headline: ({ who, task, why }) => `New ${task}: ${who} ${why}`,
  },
  trouble: {
    label: 'A lead is stuck or parked, or something else needs an operator',
    after: 'task.opened',
    when: `task.kind = 'operations'`,
    to: responsible,
    holds: `${open} and ${responsible}`,
    isUrgent: true,
    headline: ({ who }) => `Trellis needs you: ${who}`,
  },
  assigned: {
    label: 'I took over a task from another rep',
    after: 'task.assigned',
    to: `${assignee} and rep.id::text = event.data ->> 'assigneeId'`,
    holds: `${open} and ${assignee}`,
    tells: 'assignment',
    headline: ({ who, task }) => `You now have the ${task}: ${who}`,
  },
  taken: {
    label: 'One of my tasks went to another rep',
    after: 'task.assigned',
    to: `rep.id::text = event.data ->> 'formerId' and not coalesce(${assignee}, false)`,
    holds: `${open} and not coalesce(${assignee}, false)`,
    tells: 'assignment',
    headline: ({ who, task }) => `You no longer have the ${task}: ${who}`,
  },
  reminder: {
    label: 'One of my tasks is waiting',
    after: 'task.escalated',
    when: rung('remind'),
    to: responsible,
    holds: `${untouched} and ${responsible}`,
    headline: ({ who, task }) => `Reminder of the ${task}: ${who}`,
  },
  late: {
    label: 'A task of my team has waited too long',
    after: 'task.escalated',
    when: rung('alertManager'),
    to: manager,
    holds: `${untouched} and ${manager}`,
    headline: ({ who, task }) => `Nobody has acted on the ${task}: ${who}`,
  },
  decision: {
    label: 'I have to decide about a task of my team',
    after: 'task.escalated',
    when: rung('decide'),
    to: manager,
    holds: `${open} and ${manager} and task.sla = 'managerDecision'`,
    headline: ({ who, task }) => `Decide about the ${task}: ${who}`,
  },
  flagged: {
    label: 'A task of mine, or of my team, has waited too long, and stays with the owner of the deal',
    after: 'task.escalated',
    when: rung('flag'),
    to: `(${assignee} or (${manager}))`,
    holds: `${untouched} and (${assignee} or (${manager}))`,
    headline: ({ who, task }) => `Nobody has acted on the ${task} of a deal: ${who}`,
  },
  recycled: {
    label: 'One of my leads went back to nurture without my report: my time ran out, or marketing took it back',
    after: 'lead.stageChanged',
    when: `event.data ->> 'to' = 'recycled' and not exists (
      select from dispositions where task_id = task.id and state = 'applied' and disposition = task.outcome)`,
    task: lastTask,
    to: assignee,
    holds: `(select stage from leads where id = task.lead_id) = 'recycled'`,
    tells: 'wayBack',
    headline: ({ who, why }) => `Back to nurture: ${who}, ${why}`,
  },
  active: {
    label: 'A lead that I have a task about did something; once a day',
    after: 'lead.engaged',
    // A reply has a task of its own, and so may a request.
    when: `event.data ->> 'kind' <> 'replied' and not ${asks}`,
    task: taskAtWork,
    subject: `task.id || '/' || ${dayOfRep}`,
    to: assignee,
    holds: `${open} and ${assignee}`,
    tells: 'lastAct',
    headline: ({ who, why }) => `Active again: ${who} ${why}`,
  },
  requested: {
    label: 'A lead that I have a task about asks for a conversation again',
    after: 'lead.engaged',
    when: `${asks} and not ${hasTask}`,
    task: taskAtWork,
    to: responsible,
    holds: `${open} and ${responsible}`,
    tells: 'lastAct',
    headline: ({ who, why }) => `Wants to talk: ${who} ${why}`,
  },
  unattended: {
    label: 'People or messages are waiting without an owner; at most once a day',
    after: 'intake.unattended',
    task: null,
    to: manages,
    holds: 'true',
    headline: ({ who }) => `Without an owner: ${who}`,
  },
  sendingFails: {
    label: 'Emails or texts do not get through',
    after: 'sending.failing',
    task: null,
    to: operator,
    holds: `exists (select from sending_trouble where told <> '{}')`,
    isUrgent: true,
    headline: ({ who }) => `Sending fails: ${who}`,
  },
  sendingSuspect: {
    label: 'Too many emails bounce or cause complaints, or too many domains accept no email; at most once a day',
    after: 'sending.suspect',
    task: null,
    to: operator,
    holds: 'true',
    isUrgent: true,
    headline: ({ who }) => `Look at the sending: ${who}`,
  },
  alertFailed: {
    label: 'Alerts to a rep do not arrive; at most once a day for each rep',
    after: 'alert.failed',
    when: `event.data ->> 'kind' <> 'alertFailed'`,
    task: null,
    subject: `(event.data ->> 'repId') || '/' || (event.at at time zone 'UTC')::date`,
    to: `${operator} and rep.id::text <> event.data ->> 'repId'`,
    holds: 'true',
    headline: ({ who }) => `Alerts do not arrive: ${who}`,
  },
  digest: {
    label:
      'My day: what is due, and what my leads did since my last day; sent when my working day begins, if there is anything to tell',
    each: 'day',
    to: `not rep.${markets}`,
    holds: 'true',
    headline: ({ who }) => `Your day: ${who}`,
  },
  salesWeek: {
    label:
      'The week of my team: SLAs kept and missed, attempts, ratings, and why leads came back; sent when my working week begins',
    each: 'week',
    to: manages,
    holds: 'true',
    headline: ({ who }) => `The week of your team: ${who}`,
  },
  marketingWeek: {
    label:
      'The week of marketing: leads passed on and held back, and whether to move the threshold; sent when my working week begins',
    each: 'week',
    // Without a marketer, managers look at it.
    to: `(rep.${markets} or (${manages} and not exists (select from reps where active and ${markets})))`,
    holds: 'true',
    headline: ({ who }) => `The week of marketing: ${who}`,
  },
});

export type AlertKind = keyof typeof alertKinds;

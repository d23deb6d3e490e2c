import type { ReportLine } from '../../content/report-email.ts';
import { activeLeads, toldUntil, waitingForOthers, whoHas, type ActiveLead, type OthersTask } from '../../db/alerts/my-leads.ts';
import { countTasks, listTasks, type TaskRowOfList } from '../../db/tasks/list-tasks.ts';
import { taskName } from '../../domain/sales/task-kinds.ts';
import { kindSpec } from '../../domain/scoring/engagement.ts';
import { quantity, minuteIn } from '../../domain/text/words.ts';
import { dayAt } from '../../domain/time/local-time.ts';
import { beginningOf } from '../../domain/time/working-day.ts';
import { personInWords } from '../person-in-words.ts';
import type { ReportDeps, WriteReport } from './report.ts';

/** Lines of a section; the queue has the others. */
const MOST = 10;

/** A rep's day: what is due, what their leads did since the last one, and what others must do. */
export const digest: WriteReport = async (deps) => {
  const { db, id, about, now, zone } = deps;
  const { repId } = about;
  const tomorrow = beginningOf(zone, dayAt(zone, now) + 1);
  const isDue = { repId, state: 'open', dueBy: tomorrow - 1 } as const;
  const since = await toldUntil(db, id);
  const [due, dueInAll, active, others] = await Promise.all([
    listTasks(db, isDue, { limit: MOST }),
    countTasks(db, isDue),
    activeLeads(db, deps.policy.scoring, repId, since, now),
    waitingForOthers(db, repId, now),
  ]);
  const [again = [], known = []] = [true, false].map((is) => active.filter(({ isActiveAgain }) => isActiveAgain === is));
  const sections = [
    { title: 'Due today', what: 'due', count: dueInAll, lines: due.map((task) => dueLine(deps, task)) },
    {
      title: `Most active since ${minuteIn(zone, since)}`,
      what: 'active',
      count: known.length,
      lines: known.map((lead) => activeLine(deps, lead)),
    },
    {
      title: 'Active again after a month or longer',
      what: 'active again',
      count: again.length,
      lines: again.map((lead) => activeLine(deps, lead)),
    },
    {
      title: 'Waiting for others',
      what: 'waiting for others',
      count: others[0]?.inAll ?? 0,
      lines: others.map((task) => othersLine(zone, task)),
    },
  ].filter(({ lines }) => lines.length > 0);
  if (sections.length === 0) return undefined;
  return {
    headline: sections.map(({ count, what }) => `${count} ${what}`).join(', '),
    sections: sections.map(({ title, lines, count }) => ({ title, lines: shortened(lines, count) })),
  };
};

const shortened = (lines: readonly ReportLine[], count: number): readonly ReportLine[] =>
  count > MOST ? [...lines.slice(0, MOST), { text: `… and ${count - MOST} more` }] : lines;

const linkTo = ({ links, id }: ReportDeps, taskId: string | null) =>
  taskId === null ? undefined : links.sign('task', id, taskId);

function dueLine(deps: ReportDeps, task: TaskRowOfList): ReportLine {
  const { now, zone } = deps;
  const due = task.dueAt!.getTime();
  const when = due < now ? `overdue since ${minuteIn(zone, due)}` : minuteIn(zone, due);
  const nobody = task.assigneeId === null ? ' (nobody has it yet)' : '';
  return { text: `${when}: ${taskName(task.kind)}, ${personInWords(task)}${nobody}`, link: linkTo(deps, task.id) };
}

function activeLine(deps: ReportDeps, lead: ActiveLead): ReportLine {
  const { label } = kindSpec(deps.policy.engagements, lead.strongest);
  return {
    text: `${personInWords(lead)}: ${quantity(lead.acts, 'act')}, the strongest: ${label}`,
    link: linkTo(deps, lead.taskId),
  };
}

const othersLine = (zone: string, { openedAt, ...task }: OthersTask): ReportLine => ({
  text: `${taskName(task.kind)}, ${personInWords(task)}: ${whoHas(task)}; open since ${minuteIn(zone, openedAt.getTime())}`,
});

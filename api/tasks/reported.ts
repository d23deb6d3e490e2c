import { taskById } from '../../db/tasks/tasks.ts';
import { reportById } from '../../db/tasks/reports.ts';
import { taskName } from '../../domain/sales/task-kinds.ts';
import { undoUntil } from '../../domain/sales/undo.ts';
import { minuteInWords } from '../../domain/text/words.ts';
import type { Heard } from '../leads/ask-lead.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { leadNow, type LeadNow } from './lead-now.ts';

/** The answer to a report: what happens next, and until when the rep may take it back. */
export type Reported =
  | { readonly status: 'queued'; readonly text: string }
  | {
      readonly status: 'applied';
      /** A word for what happens next. */
      readonly next: string;
      /** The same in words. */
      readonly text: string;
      readonly lead: LeadNow;
      /** Until when the reporter may take it back (`tasks.undo`), as ISO 8601. */
      readonly undoUntil: string;
    };

/** Says in words what follows a report. */
export async function reported(deps: ApiDeps, id: string, taskId: string, asked: Heard): Promise<Reported> {
  if (asked.status === 'queued') return { status: 'queued', text: 'The report is saved, and will reach the lead soon.' };
  const [report, task] = await Promise.all([reportById(deps.db, id), taskById(deps.db, taskId)]);
  const lead = await leadNow(deps, task?.leadId ?? '');
  const due = task?.dueAt ? ` It is due on ${minuteInWords(task.dueAt.getTime())}.` : '';
  const text =
    task?.state === 'open' ? `The ${taskName(task.kind)} continues.${due}` : `The task is done. The lead is ${lead.label}.`;
  return { ...asked, text, lead, undoUntil: new Date(undoUntil(report?.at ?? deps.clock.now())).toISOString() };
}

import type { FastifyInstance } from 'fastify';
import { taskOfAlert } from '../../db/alerts/about.ts';
import { codeInWords } from '../../domain/text/code-in-words.ts';
import { taskName } from '../../domain/sales/task-kinds.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { escapeHtml, page, paragraph } from '../pages/pages.ts';
import { queueOf } from '../tasks/queue.ts';
import { routeOf, sendPage, verified } from './signed-link.ts';

/** `GET /t/:token`: the link in an alert shows its task, and changes nothing: scanners open links, too. */
export function taskPageRoute(app: FastifyInstance, deps: ApiDeps): void {
  app.get<{ Params: { token: string } }>(routeOf('task'), async ({ params }, reply) => {
    const link = await verified(deps, params.token, 'task', reply);
    if (!link) return;
    const alert = await taskOfAlert(deps.db, link.key);
    if (!alert?.active) return await sendPage(reply, 410, 'This task is not yours', 'We sent the alert to a rep who has left.');
    const [task] = await queueOf(deps, { taskId: alert.taskId });
    if (!task) {
      const outcome = alert.outcome ? `Its outcome: ${codeInWords(alert.outcome)}.` : 'There is nothing left to do.';
      return await sendPage(reply, 200, 'This task is closed', outcome);
    }
    await reply.type('text/html; charset=utf-8').send(page(`${task.lead.name}: ${taskName(task.kind)}`, bodyOf(task)));
  });
}

type Task = Awaited<ReturnType<typeof queueOf>>[number];

const minutes = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
const minute = (at: string): string => `${minutes.format(new Date(at))} UTC`;

/** What a rep needs for the call, as lines; what is not known is left out. */
function bodyOf({ id, lead, because, given, trigger, clock, assignee, wrote, attempts, sent, mayReport, contact }: Task): string {
  const facts = {
    Lead: [lead.name, lead.title, lead.company].filter(Boolean).join(', '),
    Why: because,
    'Last given because': given,
    'What they did': trigger && [trigger.label, trigger.at && minute(trigger.at)].filter(Boolean).join(', '),
    Due: clock?.dueAt && minute(clock.dueAt),
    Assignee: assignee?.name ?? 'nobody yet',
    Attempts: String(attempts),
    Phone: contact.phone.may ? lead.phone : 'closed',
    Email: contact.email.may ? lead.email : `${lead.email} (no marketing emails)`,
    'Emails they got': sent.map(({ subject, content }) => subject ?? content).join('; '),
    'You can report': mayReport.map(({ label }) => label).join(', '),
    Task: id,
  };
  const lines = Object.entries(facts).flatMap(([name, fact]) => (fact ? [`<b>${name}</b>: ${escapeHtml(fact)}`] : []));
  return `<p>${lines.join('<br>')}</p>${wrote ? paragraph(`“${wrote.body}”`) : ''}`;
}

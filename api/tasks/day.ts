import { activeLeads, waitingForOthers, whoHas, type ActiveLead } from '../../db/alerts/my-leads.ts';
import { countTasks } from '../../db/tasks/list-tasks.ts';
import { nameOfLead } from '../../domain/lead/name-of-lead.ts';
import { taskName } from '../../domain/sales/task-kinds.ts';
import { labelOf } from '../../domain/text/own.ts';
import { DAY } from '../../domain/time/duration.ts';
import { iso } from '../procedures/iso.ts';
import { repOf } from '../procedures/rights.ts';
import { tasksThat, type WhichTasks } from './list.ts';
import type { Asker } from './team.ts';

/** The day of the rep who asks; their daily email says the same, of all days since the last one. */
export async function dayOf(asker: Asker) {
  const { db, policy, clock } = asker;
  const [repId, now] = [repOf(asker), clock.now()];
  const count = (which: WhichTasks) => countTasks(db, { repId, ...tasksThat(asker, which) });
  const [dueNow, dueToday, toCallBack, active, others] = await Promise.all([
    count({ state: 'open', due: 'now' }),
    count({ state: 'open', due: 'today' }),
    count({ state: 'toCallBack' }),
    activeLeads(db, policy.scoring, repId, now - DAY, now),
    waitingForOthers(db, repId, now),
  ]);
  return {
    numbers: { dueNow, dueToday, toCallBack },
    active: active.map(({ acts, strongest, lastAt, isActiveAgain, taskId, ...lead }) => ({
      lead: leadOf(lead),
      acts,
      /** The strongest act, in words. */
      text: labelOf(policy.engagements, strongest),
      lastAt: iso(lastAt),
      /** Whether they had done nothing for a month before. */
      isActiveAgain,
      /** The rep's open task about them. */
      taskId: taskId ?? undefined,
    })),
    waiting: others.map(({ taskId, kind, openedAt, assignee, isDecision, ...lead }) => ({
      taskId,
      lead: leadOf(lead),
      label: taskName(kind),
      /** Who is to finish it, in words. */
      who: whoHas({ assignee, isDecision }),
      openedAt: iso(openedAt),
    })),
  };
}

const leadOf = ({ leadId, company, ...person }: Pick<ActiveLead, 'leadId' | 'firstName' | 'lastName' | 'email' | 'company'>) => ({
  leadId,
  name: nameOfLead(person),
  company: company ?? undefined,
});

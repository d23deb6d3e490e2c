import { markCustomer } from '../../db/accounts/accounts.ts';
import { setLeadOwner } from '../../db/leads/leads.ts';
import { closeDealMeant, closeDealOfTask, dealOfTask, setDealOwner } from '../../db/accounts/opportunities.ts';
import { changeDeal, openDeal } from '../../services/accounts/deals.ts';
import { isRep } from '../../db/staff/reps.ts';
import { turnTask } from '../../db/tasks/tasks.ts';
import { reasonNamed } from '../../domain/sales/recycle.ts';
import type { SlaId } from '../../domain/sales/sla.ts';
import { closeAsReported } from './close.ts';
import { lookForContact } from '../../services/tasks/look-for-contact.ts';
import { restarted } from './restarted.ts';
import type { Effect, Situation } from './situation.ts';

/** The salesperson now owns the lead, and must turn it into an opportunity. */
export const accept: Effect = async (situation) => {
  await own(situation);
  return await nextClock(situation, 'opportunity');
};

/**
 * Records a deal with its amount and date. From now on, its stage has to move. A deal that another system has told of, and that no
 * task is about yet, becomes the deal of this task.
 */
export const opportunity: Effect = async (situation) => {
  const { trx, deps, task, report, details } = situation;
  const { deals } = deps.policy;
  await own(situation);
  const { amount, currency, stage, closeAt = report.at, nextStep } = details;
  const facts = { amount, currency, stage, closeAt, nextStep };
  const when = { at: report.at };
  const known = await dealOfTask(trx, task);
  const { id: taskId, leadId, accountId } = task;
  if (known) await changeDeal(trx, deals, known, { ...facts, taskId }, when, true);
  else
    await openDeal(
      trx,
      deals,
      { ...facts, id: deps.newId(), leadId, accountId, ownerId: report.by, taskId, externalId: null },
      when,
    );
  await setDealOwner(trx, taskId, report.by, report.at);
  return await nextClock(situation, 'opportunityStage');
};

export const win: Effect = async (situation) => {
  const { trx, task, report } = situation;
  await own(situation);
  await closeDealMeant(trx, task, 'won', report.at);
  if (task.accountId !== null) await markCustomer(trx, task.accountId);
  await closeAsReported(situation);
  return {};
};

/** Ends the deal and its task. The recycle table decides where the lead goes; a deal of another system does not go with it. */
export const endDeal =
  (result: 'lost' | 'recycled'): Effect =>
  async (situation) => {
    const { trx, deps, task, report } = situation;
    const closeDeal = result === 'lost' ? closeDealMeant : closeDealOfTask;
    await closeDeal(trx, task, result, report.at);
    await closeAsReported(situation);
    const reason = report.recycleReason === undefined ? undefined : reasonNamed(deps.policy.recycle, report.recycleReason);
    if (reason?.findContact) {
      const because = `${reason.label.toLowerCase()}; knows the account`;
      await lookForContact(trx, deps.newId, task, { because, reportId: report.id, at: report.at });
    }
    return {};
  };

/** Another rep already has a deal at the account: they get the lead, and this call is closed. */
export const giveToOwner: Effect = async (situation) => {
  const { trx, task, report } = situation;
  if (report.owner !== undefined && (await isRep(trx, report.owner)))
    await setLeadOwner(trx, task.leadId, report.owner, report.at);
  await closeAsReported(situation);
  return {};
};

const own = ({ trx, task, report }: Situation): Promise<unknown> => setLeadOwner(trx, task.leadId, report.by, report.at);

async function nextClock(situation: Situation, sla: SlaId) {
  await turnTask(situation.trx, situation.task, 'opportunity', situation.report.at);
  return await restarted(situation, situation.report.at, sla);
}

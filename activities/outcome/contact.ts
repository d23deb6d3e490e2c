import { correctLead } from '../../services/leads/correct-lead.ts';
import { leadById } from '../../db/leads/leads.ts';
import { repNames } from '../../db/tasks/queue.ts';
import { addReferral } from '../../services/leads/referral.ts';
import { closeChannel } from '../../services/contact/close-channel.ts';
import { lookForContact } from '../../services/tasks/look-for-contact.ts';
import { isPlausibleAddress, matchingAddress } from '../../domain/people/address.ts';
import { readName, type NameCells } from '../../domain/people/person-name.ts';
import { phoneNumber } from '../../domain/people/phone.ts';
import { closeAsReported } from './close.ts';
import { restarted } from './restarted.ts';
import type { Effect, Situation } from './situation.ts';

/**
 * A wrong contact: with the address of somebody else they become a lead of their own at the account, and this task is over;
 * otherwise the lead is corrected, and the rep tries again under a new clock.
 */
export const correct: Effect = async (situation) => {
  const { trx, task, report, details } = situation;
  const { email, ...person } = details.correction;
  if (email !== undefined && (await isSomebodyElse(situation, email))) return refer(situation, email);
  const values = await understood(situation, person);
  await correctLead(trx, task.leadId, { by: 'rep', source: report.by, at: report.at, values }, await repName(situation));
  return { ...(await restarted(situation, report.at)), ...(task.assigneeId !== null && { assigneeId: task.assigneeId }) };
};

const isSomebodyElse = async ({ trx, task }: Situation, email: string): Promise<boolean> => {
  const lead = await leadById(trx, task.leadId);
  return isPlausibleAddress(email) && lead?.emailKey !== matchingAddress(email);
};

async function refer(situation: Situation, email: string): Promise<Record<string, never>> {
  const { trx, deps, task, report, details } = situation;
  const told = { at: report.at, by: await repName(situation) };
  await addReferral(trx, deps.newId(), task.leadId, { ...details.correction, email }, told);
  await closeAsReported(situation);
  return {};
}

const repName = async ({ trx, report }: Situation): Promise<string | undefined> =>
  (await repNames(trx, [report.by])).get(report.by);

/** Names and numbers as they are read everywhere; what is none is left out. */
async function understood({ trx, task }: Situation, person: NameCells & { readonly phone?: string | undefined }) {
  const lead = await leadById(trx, task.leadId);
  const values = { ...readName(person), phone: phoneNumber(person.phone, lead?.country ?? undefined) };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** Who left has a successor: the rep who found out looks for them. */
export const findSuccessor: Effect = async (situation) => {
  const { trx, deps, task, report } = situation;
  await closeAsReported(situation);
  const because = 'the lead left the company; knows the lead';
  await lookForContact(trx, deps.newId, task, { because, at: report.at });
  return {};
};

/**
 * The channels that the lead named are closed, by the lead and so for good; the rest goes on. Who may still be called is,
 * under a new clock.
 */
export const closeChannels: Effect = async (situation) => {
  const { trx, deps, order, report } = situation;
  const { channels = [] } = report;
  for (const channel of channels)
    await closeChannel(trx, deps.policy, deps.newId, { leadId: order.leadId, channel, reason: 'doNotContact', at: report.at });
  if (!channels.includes('phone')) return await restarted(situation, report.at);
  await closeAsReported(situation);
  return {};
};

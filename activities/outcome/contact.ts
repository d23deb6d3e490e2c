import { correctLead } from '../../services/leads/correct-lead.ts';
import { leadByAddress, leadById } from '../../db/leads/leads.ts';
import { repNames } from '../../db/tasks/queue.ts';
import { addReferral } from '../../services/leads/referral.ts';
import { closeChannel } from '../../services/contact/close-channel.ts';
import { callColleague } from '../../services/tasks/call-colleague.ts';
import { lookForContact } from '../../services/tasks/look-for-contact.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';
import { isClosedForGood } from '../../domain/contact/contactability.ts';
import { isPlausibleAddress, matchingAddress } from '../../domain/people/address.ts';
import { readName, type NameCells } from '../../domain/people/person-name.ts';
import { phoneNumber } from '../../domain/people/phone.ts';
import { closeAsReported } from './close.ts';
import { restarted } from './restarted.ts';
import type { Effect, Situation } from './situation.ts';

/**
 * Corrects a wrong contact. If the rep gives another person's address, that person becomes a lead at the account, and this task is
 * closed. Otherwise the lead is corrected, and the rep tries again under a new clock.
 */
export const correct: Effect = async (situation) => {
  const { trx, deps, task, report, details } = situation;
  const { email, ...person } = details.correction;
  if (email !== undefined && (await isAnotherPerson(situation, email))) return refer(situation, email);
  const values = await understood(situation, person);
  const said = { by: 'rep', source: report.by, at: report.at, values } as const;
  await correctLead(trx, deps, { leadId: task.leadId, said, by: await repName(situation) });
  return { ...(await restarted(situation, report.at)), assigneeId: task.assigneeId ?? undefined };
};

async function isAnotherPerson({ trx, task }: Situation, email: string): Promise<boolean> {
  return isPlausibleAddress(email) && (await leadByAddress(trx, matchingAddress(email)))?.id !== task.leadId;
}

async function refer(situation: Situation, email: string): Promise<Record<string, never>> {
  const { trx, deps, task, report, details } = situation;
  const told = { at: report.at, by: await repName(situation) };
  const { leadId, colleague: by } = await addReferral(trx, deps, task.leadId, { ...details.correction, email }, told);
  await closeAsReported(situation);
  await callColleague(trx, deps, situation, { leadId, by, reportId: report.id, at: report.at });
  return {};
}

const repName = async ({ trx, report }: Situation): Promise<string | undefined> =>
  (await repNames(trx, [report.by])).get(report.by);

/** The rep's corrections, parsed as everywhere else; values that can't be parsed are left out. */
async function understood({ trx, task }: Situation, person: NameCells & { readonly phone?: string | undefined }) {
  const lead = await leadById(trx, task.leadId);
  const values = { ...readName(person), phone: phoneNumber(person.phone, lead?.country ?? undefined) };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** The lead has left the company: the rep who found out looks for the successor. */
export const findSuccessor: Effect = async (situation) => {
  const { trx, deps, task, report } = situation;
  await closeAsReported(situation);
  const because = 'the lead left the company; knows the lead';
  await lookForContact(trx, deps.newId, task, { because, reportId: report.id, at: report.at });
  return {};
};

/** The person does not want it: marketing ends, and the task is closed. */
export const endMarketing: Effect = async (situation) => {
  const { trx, deps, order, report } = situation;
  const closing = { leadId: order.leadId, reason: 'notInterested', at: report.at } as const;
  await closeChannel(trx, deps.policy, deps.newId, closing);
  await closeAsReported(situation);
  return {};
};

/** The phone number is wrong: the rep continues by email, if it is open. A better number opens the phone again. */
export const dropNumber: Effect = async (situation) => {
  const { trx, deps, order, report } = situation;
  const closing = { leadId: order.leadId, reason: 'wrongNumber', at: report.at } as const;
  await closeChannel(trx, deps.policy, deps.newId, closing);
  const { suppressions } = await permissionsOf(trx, order.leadId);
  if (!isClosedForGood(suppressions, 'email', report.at)) return await restarted(situation, report.at);
  await closeAsReported(situation);
  return {};
};

/**
 * Closes the channels that the lead named, permanently, because the lead asked for it. If the lead may still be called, the task
 * continues under a new clock.
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

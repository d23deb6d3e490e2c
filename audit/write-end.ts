import type { Ended } from '../activities/contract.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { mayLift, reasonSpec, suppressionReasons, type SuppressionReason } from '../domain/contact/suppression.ts';
import { kindsOf } from '../domain/text/kinds.ts';
import { closeChannel } from '../services/contact/close-channel.ts';
import { applyJournal } from '../services/leads/journal.ts';
import { workflowOf, type Whose } from './workflows.ts';
import type { AuditDeps } from './deps.ts';
import { nextLine } from './next-line.ts';

/**
 * Records the end of an enrolment whose workflow has ended. If it ended by a no that only a new opt-in lifts, the no holds again: a
 * restored Postgres may have forgotten it.
 * @returns what it did, in words
 */
export async function writeEnd(
  deps: AuditDeps,
  { leadId, lane }: Whose & { readonly leadId: string },
  enrolmentId: string,
  runId: string,
): Promise<string> {
  const { db, client, clock, policy, newId } = deps;
  const { ended, because } = (await workflowOf(client, { leadId, lane }, runId).result()) as Partial<Ended>;
  const { visit, n } = await nextLine(db, enrolmentId);
  const at = clock.now();
  const no = isNo(because) ? because : undefined;
  const isNew =
    no !== undefined && (await inTransaction(db, (trx) => closeChannel(trx, policy, newId, { leadId, reason: no, at }))).wasOpen;
  await applyJournal(db, policy, { leadId, enrolmentId, journal: [{ visit, n, at, kind: 'ended', to: ended, reason: because }] });
  const end = ended === undefined ? 'ended' : `ended as ${ended}`;
  return isNew ? `${end}; closed again: ${no}` : end;
}

/** Whether a program ended because a person wants no more messages. */
const isNo = (because: string | undefined): because is SuppressionReason =>
  kindsOf(suppressionReasons).some(
    (reason) => reason === because && reasonSpec(reason).setBy === 'person' && !mayLift(reason, 'person'),
  );

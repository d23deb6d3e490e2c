import { audit } from '../../db/audit.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { mailById, settleMail } from '../../db/incoming-mails.ts';
import { leadById } from '../../db/leads.ts';
import type { ApiDeps } from '../context.ts';
import { Refusal } from '../refusal.ts';
import type { IncomingMail } from './read-mail.ts';
import { takeMail } from './take-mail.ts';
import { whoseMail } from './whose-mail.ts';

/** Somebody decides about a message that waits; `by` is their name. */
interface Decision {
  readonly id: string;
  readonly by: string;
}

/**
 * A message that waited is this lead's: it counts as if that had been known from the start.
 * @throws Refusal when there is no such message or lead, or it does not wait
 */
export async function assignMail(deps: ApiDeps, { id, leadId, by }: Decision & { readonly leadId: string }) {
  const { db, newId, log, clock } = deps;
  const found = await waitingMail(deps, id, ['unmatched']);
  if (!(await leadById(db, leadId)))
    throw new Refusal('NOT_FOUND', `There is no lead ${leadId}.`, {
      code: 'leadUnknown',
      value: leadId,
      todo: 'Look the lead up again.',
    });
  const mail = found.message as IncomingMail;
  const { touch } = await whoseMail(deps, mail, null, found.envelopeTo ?? undefined);
  const whose = { writer: 'lead', leadId, touch: touch?.leadId === leadId ? touch : undefined, forged: false } as const;
  const at = clock.now();
  return await inTransaction(db, async (trx) => {
    const taken = await takeMail({ trx, newId, log, mail, whose, at });
    // Without a team there is no task: who assigns the reply has read it.
    await settleMail(trx, id, taken.because === 'noTeam' ? { ...taken, state: 'read' } : taken);
    await audit(trx, { id: newId(), at, principal: by, action: 'mail.assign', subject: id, detail: { leadId } });
    return { id, kind: taken.kind, leadId };
  });
}

/**
 * There is nothing to do about a message that waits, or that nobody can read.
 * @throws Refusal when there is no such message, or it does not wait
 */
export async function dismissMail(deps: ApiDeps, { id, by }: Decision) {
  const { db, newId, clock } = deps;
  const { kind, because, leadId, touchKey } = await waitingMail(deps, id, ['unmatched', 'unreadable']);
  await inTransaction(db, async (trx) => {
    await settleMail(trx, id, { state: 'dismissed', kind, because, leadId, touchKey });
    await audit(trx, { id: newId(), at: clock.now(), principal: by, action: 'mail.dismiss', subject: id });
  });
  return { id };
}

/** @param ofRep only if it is about a lead of this rep. @throws Refusal */
export const mailOf = async ({ db }: ApiDeps, id: string, ofRep?: string) => {
  const found = await mailById(db, id, ofRep);
  if (found) return found;
  throw new Refusal('NOT_FOUND', `There is no message ${id}.`, { code: 'mailUnknown', value: id, todo: 'Load the list again.' });
};

const waitingMail = async (deps: ApiDeps, id: string, states: readonly string[]) => {
  const found = await mailOf(deps, id);
  if (states.includes(found.state)) return found;
  throw new Refusal('CONFLICT', `The message ${id} does not wait for that: it is ${found.state}.`, {
    code: 'mailNotWaiting',
    value: found.state,
    todo: 'Load the list again.',
  });
};

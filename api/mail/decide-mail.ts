import type { IncomingMailState } from '../../db/columns.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { mailById, settleMail } from '../../db/mail/incoming-mails.ts';
import { recordEvent } from '../../db/leads/lead-events.ts';
import { leadById } from '../../db/leads/leads.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { notFound, Refusal } from '../procedures/refusal.ts';
import type { IncomingMail } from './read-mail.ts';
import { takeMail } from './take-mail.ts';
import { whoseMail } from './whose-mail.ts';

const assignable = ['unmatched'] as const satisfies readonly IncomingMailState[];
const dismissable = ['unmatched', 'unreadable'] as const satisfies readonly IncomingMailState[];

/** A person's decision about a waiting message; `by` is their name. */
interface Decision {
  readonly id: string;
  readonly by: string;
}

/**
 * Assigns a waiting message to a lead. It counts as if the lead had been known from the start.
 * @throws Refusal if the message or the lead does not exist, or the message is not waiting
 */
export async function assignMail(deps: ApiDeps, { id, leadId, by }: Decision & { readonly leadId: string }) {
  const { db, policy, newId, log, clock } = deps;
  const found = await waitingMail(deps, id, assignable);
  if (!(await leadById(db, leadId))) throw notFound('lead', leadId);
  const mail = found.message as IncomingMail;
  const { touch } = await whoseMail(deps, mail, null, found.envelopeTo ?? undefined);
  const whose = { writer: 'lead', leadId, touch: touch?.leadId === leadId ? touch : undefined, forged: false } as const;
  const at = clock.now();
  return await inTransaction(db, async (trx) => {
    const taken = await takeMail({ trx, policy, newId, log, clock, mail, whose, at });
    // Without a team there is no task, but the person who assigns the reply has read it.
    const result = taken.because === 'noTeam' ? ({ ...taken, state: 'read' } as const) : taken;
    if (!(await settleMail(trx, { id, from: assignable }, result))) throw notWaiting(id, 'decided');
    await recordEvent(trx, { leadId, at, by, kind: 'mailAssigned', data: { kind: taken.kind ?? null } });
    return { id, kind: taken.kind, leadId, next: 'It now counts as a message of this lead, and is in its story.' };
  });
}

/**
 * Dismisses a message that is waiting or unreadable.
 * @throws Refusal if the message does not exist, or is not waiting
 */
export async function dismissMail(deps: ApiDeps, { id, by }: Decision) {
  const { db, clock } = deps;
  const { kind, because, leadId, touchKey } = await waitingMail(deps, id, dismissable);
  await inTransaction(db, async (trx) => {
    const dismissed = { state: 'dismissed', kind, because, leadId, touchKey } as const;
    if (!(await settleMail(trx, { id, from: dismissable }, dismissed))) throw notWaiting(id, 'decided');
    if (leadId !== null) await recordEvent(trx, { leadId, at: clock.now(), by, kind: 'mailDismissed', data: {} });
  });
  return { id, next: 'Nobody will answer it.' };
}

/** Finds a message. @param ofRep only if it is about a lead of this rep @throws Refusal */
export async function mailOf({ db }: ApiDeps, id: string, ofRep?: string) {
  const found = await mailById(db, id, ofRep);
  if (found) return found;
  throw new Refusal('NOT_FOUND', `There is no message ${id}.`, { code: 'mailUnknown', value: id, todo: 'Reload the list.' });
}

async function waitingMail(deps: ApiDeps, id: string, states: readonly IncomingMailState[]) {
  const found = await mailOf(deps, id);
  if ((states as readonly string[]).includes(found.state)) return found;
  throw notWaiting(id, found.state);
}

const notWaiting = (id: string, state: string): Refusal =>
  new Refusal('CONFLICT', `The message ${id} is not waiting for a decision: it is ${state}.`, {
    code: 'mailNotWaiting',
    value: state,
    todo: 'Reload the list.',
  });

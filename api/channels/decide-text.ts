import { recordEvent } from '../../db/leads/lead-events.ts';
import { settleText } from '../../db/mail/incoming-texts.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { understandReply } from '../../domain/reply/understand-reply.ts';
import { recordEngagement } from '../../services/engagements/record-engagement.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { Refusal } from '../procedures/refusal.ts';

/** A person's decision about a waiting text; `by` is their name. */
interface Decision {
  readonly id: string;
  readonly by: string;
}

/**
 * Assigns a waiting text to a lead, whose reply it then is; further texts from this number are theirs, too.
 * @throws Refusal if no text with this id waits
 */
export async function assignText(
  { db, policy, newId, clock }: ApiDeps,
  { id, leadId, by }: Decision & { readonly leadId: string },
) {
  const at = clock.now();
  await inTransaction(db, async (trx) => {
    const text = await settleText(trx, id, 'assigned', leadId);
    if (!text) throw notWaiting(id);
    const { kind: reply, words: body } = understandReply({ subject: '', body: text.body });
    const act = { id, leadId, kind: 'replied', reply, verdict: 'human', source: text.channel } as const;
    await recordEngagement(trx, policy, newId, { ...act, at: text.receivedAt.getTime(), words: { body } }, at);
    await recordEvent(trx, { leadId, at, by, kind: 'textAssigned', data: { channel: text.channel } });
  });
  return { id, leadId, next: 'A rep will answer it. Further texts from this number belong to this lead.' };
}

/** Dismisses a waiting text. @throws Refusal if no text with this id waits */
export async function dismissText({ db }: Pick<ApiDeps, 'db'>, id: string) {
  if (!(await inTransaction(db, (trx) => settleText(trx, id, 'dismissed')))) throw notWaiting(id);
  return { id, next: 'Nobody will answer it.' };
}

const notWaiting = (id: string): Refusal =>
  new Refusal('CONFLICT', `No text ${id} waits for a decision.`, {
    code: 'textNotWaiting',
    value: id,
    todo: 'Reload the list (texts.unmatched).',
  });

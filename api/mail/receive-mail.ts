import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { v5 } from 'uuid';
import { claimUnreadMail, saveMail, settleMail, type MailResult, type RawMail } from '../../db/mail/incoming-mails.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { bareError } from '../../domain/text/bare-error.ts';
import { cut } from '../../domain/text/cut.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { cleanText } from './clean-text.ts';
import { MailUnreadable, type MailReader } from './mail-reader.ts';
import { takeMail, type Taken } from './take-mail.ts';
import { whoseMail } from './whose-mail.ts';

/** The answer to the email server: the result, as far as the message was read in time. It is saved in any case. */
export interface Received {
  readonly status: 'recorded' | 'knownAlready' | 'kept';
  readonly kind?: string | null | undefined;
  readonly leadId?: string | null | undefined;
  readonly because?: string | null | undefined;
}

// An arbitrary constant, so that the same bytes give the same id.
const INCOMING = '0b7f6c1e-4a55-4f0e-9a52-9a3f4f6f9f35';
/** Real milliseconds until the email server gets an answer, even if the message is not read yet. */
const PATIENCE = 15_000;
/** How many unread messages one round reads. */
const MOST_AT_A_LOOK = 20;

/** Saves an incoming message, then reads it. Whatever it contains, it is saved and the answer is not an error. */
export async function receiveMail(
  deps: ApiDeps,
  reader: MailReader,
  raw: Buffer,
  envelopeTo: string | undefined,
): Promise<Received> {
  const envelope = envelopeTo === undefined ? undefined : cut(cleanText(envelopeTo), 500);
  const hash = createHash('sha256')
    .update(`${envelope ?? ''}\n`)
    .update(raw)
    .digest();
  const mail: RawMail = { id: v5(hash.toString('hex'), INCOMING), hash, envelopeTo: envelope, receivedAt: deps.clock.now(), raw };
  const known = await saveMail(deps.db, mail);
  if (known) return { ...answerOf(known), status: 'knownAlready' };
  // If slow messages are ahead of it and its email server has waited long enough, the message is read later.
  const giveUp = new AbortController();
  const waited = sleep(PATIENCE, { status: 'kept' } as const, { signal: giveUp.signal, ref: false }).catch(
    () => ({ status: 'kept' }) as const,
  );
  return await Promise.race([readSaved(deps, reader, mail), waited]).finally(() => giveUp.abort());
}

/** Reads messages whose reading was interrupted. @returns how many it read */
export async function readUnreadMails(deps: ApiDeps, reader: MailReader): Promise<number> {
  let taken = 0;
  // Read one by one: a lease covers the reading of one message, and the bytes of many messages could fill the memory.
  for (; taken < MOST_AT_A_LOOK; taken++) {
    const mail = await claimUnreadMail(deps.db);
    if (!mail) break;
    await readSaved(deps, reader, mail);
  }
  return taken;
}

async function readSaved(deps: ApiDeps, reader: MailReader, mail: RawMail): Promise<Received> {
  const { db, log } = deps;
  try {
    const taken = await readAndTake(deps, reader, mail);
    return { ...answerOf(taken), ...(!taken.fresh && { status: 'knownAlready' }) };
  } catch (error) {
    if (!(error instanceof MailUnreadable)) {
      // It stays unread, and the next round reads it.
      log.error({ error: bareError(error), mail: mail.id }, 'An incoming message was saved, but could not be read yet.');
      return { status: 'kept' };
    }
    await settleMail(db, { id: mail.id, from: ['unread'] }, { state: 'unreadable', because: cut(cleanText(error.message), 500) });
    return { status: 'kept', because: 'unreadable' };
  }
}

async function readAndTake(deps: ApiDeps, reader: MailReader, { id, raw, envelopeTo, receivedAt }: RawMail): Promise<Taken> {
  const { db, policy, newId, log, clock } = deps;
  const mail = await reader.read(raw);
  const whose = await whoseMail(deps, mail, raw, envelopeTo);
  return await inTransaction(db, async (trx) => {
    const taken = await takeMail({ trx, policy, newId, log, clock, mail, whose, at: receivedAt });
    // Slow reading may finish after the message was given up. A decision that a person has made in the meantime is kept.
    await settleMail(trx, { id, from: ['unread', 'unreadable'] }, taken, mail);
    return taken;
  });
}

/** `recorded` if it became an engagement of a lead, even without a team to give a task to; otherwise `kept`. */
const answerOf = ({ state, kind, leadId, because }: MailResult): Received =>
  (state === 'read' || because === 'noTeam') && leadId !== undefined
    ? { status: 'recorded', kind, leadId }
    : { status: 'kept', kind, because: because ?? state };

import { v5 } from 'uuid';
import { leadsAt, lastTextTo } from '../../db/contact/texts.ts';
import { leadOfText, saveText } from '../../db/mail/incoming-texts.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { touchByKey } from '../../db/touches/touch-of-mail.ts';
import { settleInDoubt } from '../../db/touches/touch-settle.ts';
import type { Channel } from '../../domain/contact/suppression.ts';
import type { Incoming, TextChannel } from '../../domain/contact/text-channel.ts';
import { phoneKey } from '../../domain/people/phone.ts';
import { understandReply } from '../../domain/reply/understand-reply.ts';
import { closeAddress, openAddress } from '../../services/contact/close-address.ts';
import { recordEngagement } from '../../services/engagements/record-engagement.ts';
import { cleanText } from '../mail/clean-text.ts';
import type { ApiDeps } from '../procedures/context.ts';

type Text = Extract<Incoming, { is: 'text' }>;
type Report = Extract<Incoming, { is: 'report' }>;

/** Saves what came in by a channel. @returns the text that answers it, if there is one */
export async function takeIncoming(deps: ApiDeps, channel: TextChannel, incoming: Incoming): Promise<string | undefined> {
  if (incoming.is === 'text') return await takeText(deps, channel, incoming);
  await takeReport(deps, channel, incoming);
  return undefined;
}

/** A number as `leads.phone_key` has it, or an address as it is. */
const addressIn = (from: string, { addressedBy }: TextChannel): string =>
  addressedBy === 'phone' ? phoneKey(from) : from.trim().toLowerCase();

/** A wish to get no more texts is as good as the keyword; a second one gets no answer. */
async function takeText(deps: ApiDeps, channel: TextChannel, incoming: Text): Promise<string | undefined> {
  const { db, policy, newId, clock } = deps;
  const text = cleanText(incoming.text);
  const said = understandReply({ subject: '', body: text });
  const keyword = channel.keywordIn(text) ?? (said.kind === 'stop' ? 'stop' : undefined);
  const number = { channel: channel.id as Channel, address: addressIn(incoming.from, channel), addressedBy: channel.addressedBy };
  const at = clock.now();
  switch (keyword) {
    case 'stop': {
      const closed = await inTransaction(db, (trx) =>
        closeAddress(trx, policy, newId, { ...number, reason: 'unsubscribed', at }),
      );
      return closed ? channel.answers.stop : undefined;
    }
    case 'start': {
      const opened = await inTransaction(db, (trx) => openAddress(trx, policy, newId, { ...number, reason: 'unsubscribed', at }));
      return opened ? channel.answers.start : undefined;
    }
    case 'help':
      return channel.answers.help;
    case undefined:
      await takeReply(deps, number, incoming, said);
      return undefined;
  }
}

// An arbitrary constant, so that the same text gives the same id.
const TEXT = '1b0f3c52-6a3e-4d0e-8a53-0c6f7ad5b9e2';

/** A reply counts as that of the lead who was texted last at this number: several may share one. A stranger's waits for a person. */
async function takeReply(
  { db, policy, newId, clock }: ApiDeps,
  {
    channel,
    address,
    addressedBy,
  }: Pick<Parameters<typeof leadsAt>[1], 'address' | 'addressedBy'> & { readonly channel: Channel },
  { id: textId, text }: Text,
  { kind: reply, words: body }: ReturnType<typeof understandReply>,
): Promise<void> {
  const leads = await leadsAt(db, { address, addressedBy });
  const touch = await lastTextTo(db, channel, leads);
  const leadId = touch?.leadId ?? leads[0] ?? (await leadOfText(db, channel, address));
  const at = clock.now();
  const id = v5(`${channel} ${textId}`, TEXT);
  if (leadId === undefined) return void (await saveText(db, { id, channel, address, body: cleanText(text), receivedAt: at }));
  const act = {
    id,
    leadId,
    kind: 'replied',
    reply,
    at,
    verdict: 'human',
    source: channel,
  } as const;
  const about = touch && { touchKey: touch.key, content: touch.content };
  await recordEngagement(db, policy, newId, { ...act, ...about, words: { body } }, at);
}

/** A number that can't be reached gets no more texts. */
async function takeReport(
  { db, policy, newId, clock, log }: ApiDeps,
  { id, addressedBy }: TextChannel,
  report: Report,
): Promise<void> {
  const { key, state, blame } = report;
  const at = clock.now();
  const touch = await touchByKey(db, key);
  if (!touch) return log.warn({ channel: id }, 'a delivery report came in for a text that we did not send');
  if (state === 'delivered') return void (await settleInDoubt(db, { key, state: 'accepted', at, because: 'reported' }));
  log.warn({ touch: key, channel: id, blame }, 'a text was not delivered');
  const address = addressedBy === 'phone' ? touch.phoneKey : touch.emailKey;
  if (blame !== 'address' || !address) return;
  const closing = { channel: id as Channel, address, addressedBy, reason: 'bounced', at } as const;
  await inTransaction(db, (trx) => closeAddress(trx, policy, newId, closing));
}

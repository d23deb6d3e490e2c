import { v5 } from 'uuid';
import { wentToFormerAddress } from '../../db/leads/former-addresses.ts';
import { recordRefusal } from '../../services/contact/address-refusals.ts';
import { failRequest } from '../../db/contact/confirmation-emails.ts';
import type { Trx } from '../../db/database.ts';
import type { NewEngagement } from '../../db/engagements/new-engagement.ts';
import { recordEngagement } from '../../services/engagements/record-engagement.ts';
import type { MailResult } from '../../db/mail/incoming-mails.ts';
import type { RepRef } from '../../db/staff/reps.ts';
import { hasTeam } from '../../db/staff/teams.ts';
import { settleInDoubt } from '../../db/touches/touch-settle.ts';
import { sentText } from '../../db/touches/sent-text.ts';
import { suppress } from '../../services/contact/close-channel.ts';
import { isPlausibleAddress, matchingAddress } from '../../domain/people/address.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { closingOf, replySpec } from '../../domain/scoring/engagement.ts';
import { blameOf, type MailBlame } from '../../domain/contact/mail-status.ts';
import { understandReply } from '../../domain/reply/understand-reply.ts';
import type { ApiDeps } from '../procedures/context.ts';
import type { DeliveryAction, DeliveryReport } from './delivery-report.ts';
import { feedbackTypes, type FeedbackSpec, type FeedbackType } from './feedback.ts';
import type { IncomingMail } from './read-mail.ts';
import { takeCopy } from './take-copy.ts';
import type { Whose } from './whose-mail.ts';

/** How a message was classified. `fresh` is false if it was recorded before. */
export type Taken = MailResult & { readonly fresh: boolean };

interface Taking extends Pick<ApiDeps, 'policy' | 'newId' | 'log' | 'clock'> {
  readonly trx: Trx;
  readonly mail: IncomingMail;
  readonly whose: Whose;
  readonly at: Instant;
}

/** Does what a message asks for. Idempotent for the same message about the same lead. */
export async function takeMail(taking: Taking): Promise<Taken> {
  const { mail, whose } = taking;
  if (whose.forged) return waiting(taking, mail.said.kind, 'forgedEnvelope');
  if (whose.writer === 'ours') return done(taking, mail.said.kind, { state: 'ours' });
  if (whose.writer === 'claimsToBeRep') return waiting(taking, 'copy', 'notAuthenticated');
  if (whose.rep) return await takeFromRep(taking, whose.rep);
  switch (mail.said.kind) {
    case 'report':
      return await takeReport(taking, mail.said.reports);
    case 'feedback':
      return await takeFeedback(taking, mail.said.feedback.type);
    case 'reply':
      return await takeReply(taking);
    case 'automatic':
      return await takeAutomatic(taking);
    case 'receipt':
      return done(taking, 'receipt');
    case 'calendar':
      return done(taking, 'calendar', { because: mail.said.answer });
  }
}

const done = ({ whose }: Taking, kind: string, result: Partial<Taken> = {}): Taken => ({
  state: 'read',
  kind,
  leadId: whose.leadId,
  touchKey: whose.touch?.key,
  fresh: true,
  ...result,
});

/** Leaves the message for a person. */
const waiting = (taking: Taking, kind: string, because: string): Taken => done(taking, kind, { state: 'unmatched', because });

// An arbitrary constant, so that the same message gives the same id. A message of somebody else may have its Message-ID.
const MAIL = 'c9c2d1ae-5f0e-4b8a-9d53-1f6f1c0d7a11';

type Act = Pick<NewEngagement, 'kind' | 'verdict' | 'source' | 'reply' | 'bounce' | 'words'>;

/**
 * Records the engagement of the message's lead. If it closes the channel, it also ends the request that we asked about; if the
 * address belongs to no known lead, it closes the address. @returns whether it is new
 */
async function record({ trx, policy, newId, mail, whose, at }: Taking, act: Act): Promise<boolean> {
  const { touch, request, leadId } = whose;
  const closing = request && closingOf(policy.engagements, { ...act, at });
  if (closing) await failRequest(trx, request.id);
  if (leadId === undefined) {
    if (closing) await suppress(trx, newId, { scope: 'address', subject: request.emailKey }, { ...closing, at });
    return true;
  }
  const about = touch ? { touchKey: touch.key, content: touch.content } : {};
  const id = v5(`${mail.messageId} ${leadId} ${act.kind}`, MAIL);
  const { fresh } = await recordEngagement(trx, policy, newId, { id, leadId, at, ...about, ...act }, at);
  return fresh;
}

const kindOf = { failed: 'bounce', delayed: 'delay', delivered: 'delivery' } as const satisfies Record<DeliveryAction, string>;

/** Anyone can write a report about anyone. It counts only with one of our emails, or if a person assigns it to a lead. */
const isAboutUs = ({ whose }: Taking): boolean =>
  whose.touch !== undefined || whose.request !== undefined || whose.writer === 'lead';

async function takeReport(taking: Taking, reports: readonly DeliveryReport[]): Promise<Taken> {
  const { trx, policy, newId, whose, at, log } = taking;
  const { touch, request, leadId } = whose;
  const emailKey = (touch ?? request)?.emailKey;
  const isTheirs = (address: string) => isPlausibleAddress(address) && matchingAddress(address) === emailKey;
  const report = reports.find(({ addresses }) => addresses.some(isTheirs)) ?? reports[0]!;
  const kind = kindOf[report.action];
  if (!isAboutUs(taking)) return waiting(taking, kind, 'nobodyOfOurs');
  if (report.action === 'delayed') return done(taking, kind);
  if (report.action === 'delivered') {
    if (touch) await settleInDoubt(trx, { key: touch.key, state: 'accepted', at, because: 'reported' });
    return done(taking, kind);
  }
  const bounce: MailBlame = blameOf({ text: report.answer, status: report.status });
  if (touch && (await wentToFormerAddress(trx, touch.key))) {
    // It says nothing about the address that the lead has now, and must not close that one.
    const closing = closingOf(policy.engagements, { kind: 'bounced', bounce, at });
    const isNamed = report.addresses.some(isTheirs);
    if (closing && isNamed) await suppress(trx, newId, { scope: 'address', subject: touch.emailKey }, { ...closing, at });
    return done(taking, kind, { because: 'formerAddress' });
  }
  const fresh = await record(taking, { kind: 'bounced', verdict: 'unknown', source: `mail/${bounce}`, bounce });
  if (fresh && leadId !== undefined)
    await recordRefusal(trx, policy, newId, { leadId, blame: bounce, at, touchKey: touch?.key ?? '' });
  if (fresh && bounce === 'ours')
    // Its words may name the recipient, so they stay in Postgres.
    log.error(
      { touch: touch?.key, request: request?.id, status: report.status },
      'An email server refuses our emails. Check our sender, its reputation and its limits. See the answers of the servers (mail.againstUs).',
    );
  return done(taking, kind, { because: bounce, fresh });
}

async function takeFeedback(taking: Taking, type: FeedbackType): Promise<Taken> {
  const row: FeedbackSpec = feedbackTypes[type];
  const kind = row.counts === undefined ? 'feedback' : 'complaint';
  if (!isAboutUs(taking)) return waiting(taking, kind, 'nobodyOfOurs');
  if (row.counts === undefined) return done(taking, kind, { because: type });
  return done(taking, kind, {
    because: type,
    fresh: await record(taking, { kind: row.counts, verdict: 'human', source: 'mail' }),
  });
}

async function takeAutomatic(taking: Taking): Promise<Taken> {
  if (taking.whose.leadId === undefined) return done(taking, 'automatic', { because: 'nobodyOfOurs' });
  const { subject, text } = taking.mail;
  const words = { subject, body: understandReply({ subject, body: text }).words };
  return done(taking, 'automatic', {
    fresh: await record(taking, { kind: 'replied', verdict: 'machine', source: 'mail', reply: 'automatic', words }),
  });
}

/** A copy of what a rep wrote to the lead is theirs, not the lead's: it opens no task, meets no goal and scores nothing. */
async function takeFromRep(taking: Taking, rep: RepRef): Promise<Taken> {
  const { trx, mail, whose, at } = taking;
  if (mail.said.kind !== 'reply') return done(taking, mail.said.kind, { state: 'ours' });
  const { messageId, subject } = mail;
  const { words: body } = understandReply({ subject, body: mail.text });
  return done(taking, 'copy', {
    fresh: await takeCopy(trx, taking, { messageId, leadId: whose.leadId!, rep, subject, body, at }),
  });
}

/** A reply counts as the lead's only if we know who wrote it; a wish to get no more emails always counts. */
async function takeReply(taking: Taking): Promise<Taken> {
  const { trx, mail, whose } = taking;
  const sent = whose.leadId === undefined ? '' : await sentText(trx, whose.leadId);
  const { kind: reply, words: body } = understandReply({ subject: mail.subject, body: mail.text, sent });
  const words = { subject: mail.subject, body };
  if (whose.writer === 'lead') {
    const fresh = await record(taking, { kind: 'replied', verdict: 'human', source: 'mail', reply, words });
    const hasNoTeam = replySpec(reply).task === true && !(await hasTeam(trx));
    return hasNoTeam ? { ...waiting(taking, 'reply', 'noTeam'), fresh } : done(taking, 'reply', { fresh });
  }
  const because = whose.writer === 'claimsToBeLead' ? 'notAuthenticated' : whose.touch ? 'somebodyElse' : 'nobodyOfOurs';
  const isKnown = whose.leadId !== undefined || whose.request !== undefined;
  if (!isKnown || reply !== 'stop') return waiting(taking, 'reply', because);
  return done(taking, 'reply', {
    because,
    fresh: await record(taking, { kind: 'unsubscribed', verdict: 'human', source: 'mail', reply, words }),
  });
}

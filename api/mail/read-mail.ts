import { createHash } from 'node:crypto';
import { cut } from '../../domain/text/cut.ts';
import { addressesIn, messageIdsIn } from './addresses.ts';
import { isAutomatic } from './automatic.ts';
import { readCalendarAnswer, type CalendarAnswer } from './calendar-answer.ts';
import { readDeliveryStatus, type DeliveryReport } from './delivery-report.ts';
import { readComplaint, type Feedback } from './feedback.ts';
import { groupsOfFields, valueOf, type Fields } from './fields.ts';
import { parseMessage, type Message } from './parse-message.ts';
import { readPlainBounce } from './plain-bounce.ts';
import { isReceipt } from './receipt.ts';

/** The kind of an incoming message. All except a reply are written by software. */
export type Said =
  /** An email server, about the delivery of our email: RFC 3464, RFC 6533, or free text. */
  | { readonly kind: 'report'; readonly reports: readonly DeliveryReport[] }
  /** A provider, about what a recipient did with it (RFC 5965). */
  | { readonly kind: 'feedback'; readonly feedback: Feedback }
  /** An email program: it was displayed, or deleted (RFC 8098). */
  | { readonly kind: 'receipt' }
  /** A calendar, about an invitation (RFC 5546). */
  | { readonly kind: 'calendar'; readonly answer: CalendarAnswer }
  | { readonly kind: 'automatic' }
  /** A person. Their address and the thread decide whether it is the lead. */
  | { readonly kind: 'reply' };

/** An incoming message after reading. It is saved as JSON. */
export interface IncomingMail {
  /** Its own, or one derived from its content. */
  readonly messageId: string;
  readonly from: string | undefined;
  /** The addresses to look through for the envelope address of a touch. */
  readonly recipients: readonly string[];
  /** The ids of the messages that it is about or answers. */
  readonly about: readonly string[];
  /** What email servers on the way established about its sender (RFC 8601), latest first. */
  readonly authenticationResults: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly said: Said;
}

/**
 * Reads a raw message (RFC 5322).
 * @throws what the parser throws for an unreadable message
 */
export async function readMail(raw: Uint8Array): Promise<IncomingMail> {
  const message = await parseMessage(raw);
  const said = understand(message);
  const { subject, from, fields } = message;
  const text = said.kind === 'reply' ? message.written : message.text;
  const authenticationResults = (fields.get('authentication-results') ?? []).slice(0, 20);
  const about = {
    recipients: recipientsIn(message, said).slice(0, MOST_NAMES),
    about: aboutOf(message, said).slice(0, MOST_NAMES),
  };
  return { messageId: idOf(message), from, ...about, authenticationResults, subject, text, said };
}

/** A message that names more addresses or messages than this is not about one of ours. */
const MOST_NAMES = 200;

function understand(message: Message): Said {
  const feedback = readComplaint(message);
  if (feedback) return { kind: 'feedback', feedback };
  const status = partOf(message, /^message\/(global-)?delivery-status$/);
  const reports = status === undefined ? [] : readDeliveryStatus(status);
  if (reports.length > 0) return { kind: 'report', reports: withAnswers(reports, message) };
  if (isReceipt(message)) return { kind: 'receipt' };
  const plain = readPlainBounce(message);
  if (plain) return { kind: 'report', reports: plain };
  const answer = readCalendarAnswer(message);
  if (answer) return { kind: 'calendar', answer };
  return { kind: isAutomatic(message) ? 'automatic' : 'reply' };
}

/** If the fields of a report say little, its text for people says more. */
function withAnswers(reports: readonly DeliveryReport[], message: Message): DeliveryReport[] {
  const [plain] = readPlainBounce(message) ?? [];
  return reports.map((report) =>
    report.answer === '' && /^([245]\.0\.0)?$/.test(report.status) && plain ? { ...report, answer: plain.answer } : report,
  );
}

function partOf({ parts }: Message, type: RegExp): string | undefined {
  const found = parts.filter((part) => type.test(part.type));
  return found.length === 0 ? undefined : found.map(({ text }) => text).join('\n\n');
}

/** The headers of the copies of our own email, as a part or in the text. */
function copiesIn(message: Message): Fields[] {
  const parts = message.parts.filter(({ type }) => /^(message\/(rfc822|global)(-headers)?|text\/rfc822(-headers)?)$/.test(type));
  return parts.flatMap(({ text }) => groupsOfFields(text.slice(0, LONGEST_HEAD)).slice(0, 1));
}

const LONGEST_HEAD = 50_000;
const ownIds = ['in-reply-to', 'references', 'original-message-id', 'x-original-message-id'];

function aboutOf(message: Message, said: Said): string[] {
  const answered = ownIds.flatMap((name) => (message.fields.get(name) ?? []).flatMap(messageIdsIn));
  if (said.kind === 'reply' || said.kind === 'automatic' || said.kind === 'calendar') return answered;
  const copied = copiesIn(message).flatMap((fields) => messageIdsIn(valueOf(fields, 'message-id')));
  const reported = message.parts
    .filter(({ type }) => type === 'message/disposition-notification')
    .flatMap(({ text }) => groupsOfFields(text).flatMap((fields) => messageIdsIn(valueOf(fields, 'original-message-id'))));
  const inText = [...message.text.slice(0, LONGEST_HEAD).matchAll(/message-id:\s{0,5}(<[^<>\s]{1,500}>)/gi)].map(
    ([, id]) => id ?? '',
  );
  return [...answered, ...copied, ...reported, ...inText];
}

/** Headers in which email servers put the envelope address. */
const envelopeFields = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-delivered-to', 'x-forwarded-to', 'apparently-to', 'original-recipient', 'to', 'cc']; // prettier-ignore
/** The pattern of the envelope addresses of touches, wherever they appear. */
const envelopeAddress = /\bb\.[\da-z]{25}\.[\w.=-]{1,60}@[\w.-]{1,255}/gi;

function recipientsIn(message: Message, said: Said): string[] {
  const named = envelopeFields.flatMap((name) => (message.fields.get(name) ?? []).flatMap(addressesIn));
  if (said.kind === 'reply') return named;
  const copied = copiesIn(message).flatMap((fields) =>
    ['return-path', 'x-return-path', 'errors-to', 'sender'].flatMap((name) => addressesIn(valueOf(fields, name))),
  );
  const reported = said.kind === 'feedback' ? said.feedback.addresses : [];
  const texts = [message.text, ...message.parts.map(({ text }) => text)].map((text) => text.slice(0, LONGEST_HEAD));
  return [...named, ...reported, ...copied, ...texts.flatMap((text) => text.match(envelopeAddress) ?? [])];
}

/** A message without an id gets one from its content, so that equal messages have equal ids. */
function idOf({ fields, from, subject, text }: Message): string {
  const [id] = messageIdsIn(valueOf(fields, 'message-id'));
  const given = id ?? cut(valueOf(fields, 'message-id'), 500);
  if (given !== '') return given;
  const content = [from, valueOf(fields, 'to'), valueOf(fields, 'date'), valueOf(fields, 'in-reply-to'), subject, text].join(
    '\n',
  );
  return `<${createHash('sha256').update(content).digest('hex')}@no.message.id>`;
}

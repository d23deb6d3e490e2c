import PostalMime, { type Email } from 'postal-mime';
import { blameOf, type MailBlame } from '../../domain/mail-status.ts';
import { understandReply } from '../../domain/reply/understand-reply.ts';
import { htmlOwnWords } from './html-own-words.ts';
import type { ReplyKind } from '../../domain/engagement.ts';

/** What a mail that came in is. */
export type IncomingMail = {
  readonly messageId: string | undefined;
  /** The addresses that may be the envelope's: where a bounce comes to. */
  readonly recipients: readonly string[];
  /** The message ids that it is about or answers. */
  readonly about: readonly string[];
  readonly from: string | undefined;
} & (
  | { readonly kind: 'bounce'; readonly status: string; readonly blame: MailBlame }
  | { readonly kind: 'complaint' }
  | { readonly kind: 'reply'; readonly reply: ReplyKind; readonly subject: string; readonly body: string }
);

/** Reads a raw message (RFC 5322): a delivery report (RFC 3464), a complaint (ARF, RFC 5965), or a reply. */
export async function readMail(raw: Buffer): Promise<IncomingMail> {
  const mail = await PostalMime.parse(raw, { attachmentEncoding: 'utf8' });
  const report = /report-type="?([\w-]+)/i.exec(header(mail, 'content-type') ?? '')?.[1]?.toLowerCase();
  const returned = partsOf(mail, /^(message\/rfc822(-headers)?|text\/rfc822-headers)$/);
  const common = {
    messageId: mail.messageId,
    recipients: ['delivered-to', 'x-original-to', 'to'].flatMap((name) => addressesIn(header(mail, name))),
    from: mail.from?.address?.toLowerCase(),
  };
  if (report === 'feedback-report') return { ...common, kind: 'complaint', about: returned.flatMap(messageIdsOf) };
  const delivery = partsOf(mail, /^message\/delivery-status$/).join('\n');
  if (report === 'delivery-status' || delivery !== '') {
    const status = /^status:\s*([245]\.\d+\.\d+)/im.exec(delivery)?.[1] ?? '';
    const text = /^diagnostic-code:(.*(?:\r?\n[ \t].*)*)/im.exec(delivery)?.[1] ?? '';
    return { ...common, kind: 'bounce', about: returned.flatMap(messageIdsOf), status, blame: blameOf({ text, status }) };
  }
  const subject = mail.subject ?? '';
  const written = mail.text?.trim() ? mail.text : htmlOwnWords(mail.html ?? '');
  const { kind, words } = understandReply({ subject, body: written });
  const reply = isAutomatic(mail) || automaticSubject.test(subject.trim()) ? 'automatic' : kind;
  const about = idsIn(`${mail.inReplyTo ?? ''} ${mail.references ?? ''}`);
  return { ...common, kind: 'reply', about, reply, subject, body: words };
}

const automaticSubject =
  /^(automatic reply|auto(matic)?[- ]?reply|out of (the )?office|abwesenheit|automatische antwort|away from)/iu;

const header = (mail: Email, name: string): string | undefined => mail.headers.find(({ key }) => key === name)?.value;

const partsOf = ({ attachments }: Email, type: RegExp): string[] =>
  attachments
    .filter(({ mimeType }) => type.test(mimeType))
    .map(({ content }) => (typeof content === 'string' ? content : Buffer.from(content as ArrayBuffer).toString('utf8')));

const addressesIn = (text = ''): string[] =>
  (text.match(/[^\s<>",;:]+@[^\s<>",;:]+/g) ?? []).map((address) => address.toLowerCase());
const idsIn = (text: string): string[] => text.match(/<[^<>\s]+>/g) ?? [];
const messageIdsOf = (part: string): string[] => idsIn(/^message-id:\s*(.+)$/im.exec(part)?.[1] ?? '');

const isAutomatic = (mail: Email): boolean =>
  !/^(no)?$/i.test(header(mail, 'auto-submitted') ?? '') ||
  header(mail, 'x-autoreply') !== undefined ||
  header(mail, 'x-autorespond') !== undefined ||
  /auto[_-]reply/i.test(header(mail, 'precedence') ?? '');

import { addressesIn } from './addresses.ts';
import { hasAutomaticSubject, hasEmptyReturnPath } from './automatic.ts';
import type { DeliveryAction, DeliveryReport } from './delivery-report.ts';
import { valueOf } from './fields.ts';
import type { Message } from './parse-message.ts';

/**
 * Reads a bounce in free text: whom it names, and what their server answered; undefined for any other message. Email servers have
 * names, subjects and sentences of their own; two of the three must match.
 */
export function readPlainBounce(message: Message): DeliveryReport[] | undefined {
  const isSure = hasEmptyReturnPath(message.fields) || daemon.test(`${message.from}`);
  if (!isSure && (isAnswer.test(message.subject) || hasAutomaticSubject(message))) return undefined;
  const notice = noticeOf(message.text);
  const failed = ['x-failed-recipients', 'x-actual-recipients', 'x-failed-recipient'].flatMap((name) =>
    addressesIn(valueOf(message.fields, name)),
  );
  const words = oneLine(notice);
  const isBounce = isMailServer(message)
    ? bounceSubject.test(message.subject) || bounceText.test(words)
    : bounceSubject.test(message.subject) && serverText.test(words);
  if (failed.length === 0 && !isBounce) return undefined;
  const sender = message.from;
  const named = [...failed, ...addressesIn(notice)].filter((address) => address !== sender);
  return [{ addresses: [...new Set(named)], action: actionOf(message, notice), status: '', answer: answerIn(notice) }];
}

/** Names that only email servers have. */
const daemon = /^((e?mail|msg|message)?[-_.]?(mailer|mail)?[-_.]?daemon|post_?master|mdaemon)([+-].{0,64})?@/i;

/** How email programs begin the subject of an answer. */
const isAnswer =
  /^\s*(re|aw|antw|antwort|sv|vs|rif|r|odp|res|ynt|fwd?|wg|tr|rv|i|doorst|回复|答复|转发|回覆)\s{0,3}(\[\d{1,3}\])?\s{0,3}[:：]/i;

/** Names of programs that send bounces. */
const mailServer =
  /^(((e?mail|msg|message)?[-_.]?(mailer|mail)?[-_.]?daemon|post_?master|mdaemon|mail(er)?[-_.]?(delivery|admin(istrator)?|system|agent|router)|ndr|bounces?|maildelivery|smtp|exchange|microsoftexchange\w{0,40}|pmta|symantec|system|admin(istrator)?|mta|dsn|undeliver\w{0,10}|no-?reply)([+-].{0,64})?)@/i;
const mailServerName =
  /^\W{0,3}((internet |external )?mail( delivery)? ?(sub)?-?system|mail(er)?[- ]?(daemon|administrator|delivery|service|router)|mail delivery|mailer-daemon|postmaster|microsoft (outlook|exchange)|system (administrator|attendant)|systemadministrator|administrateur (système|du système)|administrador del sistema|amministratore (di )?sistema|internet (mail )?(delivery|service)|mail transport|message (delivery|router)|undelivered|delivery (service|system|failure|status))/i;

const isMailServer = ({ from = '', fromName, fields }: Message): boolean =>
  hasEmptyReturnPath(fields) ||
  mailServer.test(`${from}@`) ||
  mailServerName.test(fromName) ||
  mailServer.test(addressesIn(valueOf(fields, 'return-path'))[0] ?? '');

const bounceSubjects: readonly string[] = [
  'failure notice', '(un|non)[- ]?deliver', 'undelivered', 'return(ed)? (to sender|mail|message|e-?mail)', 'mail(er)? (returned|failure|undeliverable)', 'delivery[- ](status|failure|failed|error|report|problem|unsuccessful|notification|delayed|incomplete|has failed|to the following|of (your|the) message)', 'mail (delivery|system|server|error|transaction)', 'mail ?system error', '(message|mail|e-?mail|mails?) (could not be|not|cannot be|can.t be|wasn.t|was not|has not been|delivery|undelivered|delayed|failed|bounced|rejected|you sent)', 'message (status|blocked|notification|you sent)', 'warning: (message|could not|mail|e-?mail)', 'notification( d.(é|e)tat|:)', 'send(ing)? (mail |message )?(failed|failure|error)', 'bounced?( |:|$)', 'rejected( mail| message|:)', 'error (sending|in|delivering)', '(user|recipient|account|address|mailbox|host) (un|not |does|is full|is over)', 'permanent (delivery )?(failure|error)', 'ndn:', 'ndr', 'dsn:', 'nondeliverable', 'considered unsolicited|blocked', 'delayed (mail|delivery)', 'automatically rejected', 'rejection notice', 'failed (mail|delivery|to deliver)', 'could ?n.t (be )?(send|sent|deliver)', 'we (could|couldn|were)', 'status of (your )?(mail|message)', 'problem (delivering|with)', 'virus|spam', 'over quota|mailbox full|quota',
  'unzustellbar', 'nicht zustellbar', 'nicht zugestellt', 'zustell(ung|bericht|fehler)', 'fehlgeschlagen', 'zurück(gesandt|geschickt|gewiesen)', 'übermittlungs', 'unzustellbarkeit', 'rückläufer', 'fehler (bei|beim)', 'mailzustellung',
  'non (remis|livr|distribu|délivr)', 'non[- ]?remise', 'échec (de|d.)', 'retour(né)? (de|à l)', 'notification d.(échec|état)', 'courrier (non|électronique non)', 'impossible d.(envoyer|acheminer|remettre)',
  'no (se )?(ha )?(sido )?(podido )?(entreg|enviad|pudo)', 'no entregad', 'error (de|al) (entrega|env)', 'devuelto', 'fallo (de|en) (la )?(entrega|env)', 'notificación de (estado|entrega)', 'correo (devuelto|no entregado)',
  'non (recapitabil|recapitat|consegnat|è stato)', 'mancat[ao] (recapito|consegna)', 'recapito non riuscito', 'impossibile (recapitare|inviare|consegnare)', 'notifica (di )?(stato|mancat)', 'errore (di|nella) (consegna|invio)',
  'não (entreg|foi)', 'falha (na|de) (entrega|envio)', 'notificação de (estado|status)', 'devolvid',
  'onbestelbaar', 'niet (afgeleverd|bezorgd|besteld)', 'kon niet worden', 'bezorg(ing|status)', 'mislukt', 'retour afzender',
  'niedostarcz', 'nie(dor| d)ęcz', 'zwrot', 'kan ?(inte|ikke) lever', 'olevererbar', 'oleverer', 'kunde inte', 'ikke leveret', 'nedoru[cč]', 'nelze doru', 'kézbesíthetetlen', 'teslim edile', 'недоставлен', 'не доставлен', 'не (может|удалось|было)', 'сообщение не', '配信|送信|エラー|届け', '退信|未送达|无法|失敗|失败|退回', '반송|실패|배달',
]; // prettier-ignore

const bounceSubject = new RegExp(String.raw`^.{0,60}(?:${bounceSubjects.join('|')})`, 'iu');

const bounceText =
  /this is the (qmail|mail|postfix|email)|i'm afraid i wasn't able to deliver|i'm sorry to have to inform you|created automatically by (the )?(mail|a) (delivery|server)|could ?(not|n't) be (delivered|sent|completed)|(can ?not|couldn't|can't|unable to|was not able to|were unable to|failed to) (be )?deliver|delivery (to|of|has|failed|attempt|is|status|the) ?(the )?(following|failed|recipient|permanently|not possible|been)|(the )?following (addresses?|recipients?|destination|user|message|e-?mail address(es)?)[^.]{0,60}(failed|fatal|errors|problems|not|undeliver|could|reject|was)|(addresses|recipients?) (failed|had (permanent|transient)|could not)|permanent (fatal )?error|did not reach the following|not (been )?delivered|undeliver(able|ed)|returned (mail|to (the )?sender|message)|(was|been|being|is) returned|user unknown|unknown user|mailbox (is )?(full|unavailable|not found)|transcript of session|said: [45]\d\d|smtp error from remote|remote (host|server|mail system|mta) (said|returned|replied|rejected)|diagnostic (code|information)|reason (for|of) (the )?(failure|non-?delivery|return)|mail (server|system|delivery) (at|error|rejected|could)|message (was |has been )?(rejected|refused|blocked|bounced|delayed)|has been (rejected|blocked|delayed|quarantined)|rejected by|still (being|trying)|will (continue|keep) trying|retr(y|ied) for|not been able to deliver|no such user|unzustellbar|nicht (zugestellt|ausgeliefert|übermittelt|zustellbar)|konnte (leider )?nicht|n'a pas (pu )?(être|été)|impossible de (remettre|distribuer|délivrer|livrer)|n'ont pas pu|no (se )?(ha|pudo|ha podido)( \S{1,20}){0,3} entreg|no (ha podido|pudo) ser|non è stato (possibile|recapitato|consegnato)|impossibile recapitare|não (foi|pôde)( \S{1,20}){0,2} (entreg|ser)|niet (worden |kunnen )*(afgeleverd|bezorgd)|не (может быть|было|удалось|доставлен)|配信|送信できません|届けできません|无法(投递|送达)|退信|\b5\.\d\.\d{1,3}\b|\b55[0-4][ -]/iu;

/** Sentences that no person writes. */
const serverText =
  /\b[45]\.\d{1,2}\.\d{1,3}\b|\b[45]\d\d[ -][45]\.\d|following (address|recipient|destination|e-?mail address)|(created|generated) automatically|automatically[- ](created|generated)|mail(er)? (delivery|system|server) (software|at|error)|transcript of session|remote host said|folgende[nr]? (empfänger|adresse)|destinataires? suivants?|estos destinatarios|destinatari seguenti/iu;

const delayText =
  /delayed|warning message only|will retry\b|attempts will continue|delivery incomplete|could not send message for past|still (being|trying|be|queued)|will (continue|keep) (on )?trying|not (yet )?been delivered( yet)?\b.{0,80}(will|retry|try)|has not yet been|do not need to resend|no action is required|no need to resend|verzögert|weitere (zustell)?versuche|retardé|retrasad|in ritardo|vertraagd/iu;
const giveUpText =
  /given up|giving up|permanent|could not be delivered|undeliver|failed permanently|not going to try|too long|expired|endgültig/iu;

/** Phrases in which a delay notice speaks of a failure that has not happened yet. */
const notYet = /\b(?:if|until|unless|falls|wenn|si|se|indien|als)\b[^.]{0,120}|\b(?:still|remains?) undelivered/giu;

/** A delay notice says that the server keeps trying; a final phrase outweighs it. */
function actionOf({ subject }: Message, notice: string): DeliveryAction {
  const words = oneLine(`${subject} ${notice}`);
  return delayText.test(words) && !giveUpText.test(words.replaceAll(notYet, ' ')) ? 'delayed' : 'failed';
}

/** Where the copy of our own email begins. */
const copyBegins =
  /^[ \t>*-]{0,20}(-{3,60}.{0,20}(below this line|this is a copy|original message|copy of|returned message|message header|undelivered|unsent message|message follows|begin|header|rfc822|ursprüngliche|message d'origine|the (first|header|body))|(original|your|the returned|copy of) (message|mail)( (headers?|follows?|text|below|is))?.{0,30}:?\s*$|return-path:[ \t]{0,5}<|received:[ \t]{0,5}(from|by|\()|delivered-to: )/im;

function noticeOf(text: string): string {
  const from = copyBegins.exec(text.slice(0, 50_000))?.index ?? -1;
  const notice = from > 40 ? text.slice(0, from) : text;
  return notice.slice(0, 8_000);
}

/** The last server's answer: the lines from the first code on, or the whole notice. */
function answerIn(notice: string): string {
  const lines = notice.split('\n');
  const at = lines.findIndex((line) => /(^|[\s:>(#"])[45]\d\d[ -]\S|#?\b[45]\.\d{1,3}\.\d{1,3}\b/.test(line.slice(0, 1_000)));
  if (at < 0) return notice;
  const end = lines.findIndex((line, n) => n > at && line.trim() === '');
  return lines
    .slice(at, Math.min(end < 0 ? lines.length : end, at + 8))
    .map((line) => line.trim())
    .join('\n');
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('’', "'");

import { rawMail, rawParts } from './raw-mail.ts';

/** A message that a program wrote, in the form that its program gives it. */
export interface MachineMail {
  /** Which program, and which of its messages. */
  readonly name: string;
  readonly raw: string;
}

const TO = 'ann@pier7.example';
const copy = `Return-Path: <b.x@mail.example.com>\nMessage-ID: <ours@mail.example.com>\nSubject: The guide\n\nHello Ann,\n\nhere is the guide. You can unsubscribe at any time.`;
const from = (name: string, local = 'MAILER-DAEMON') => `${name} <${local}@mx.pier7.example>`;

/** What servers answer: the words differ, the message around them does not. */
const answers: readonly string[] = [
  `550 5.1.1 <${TO}>: Recipient address rejected: User unknown in virtual mailbox table`,
  `550 No such user here`,
  `552 5.2.2 Mailbox full`,
  `554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using a block list`,
  `451 4.7.1 Greylisted, please try again later`,
  `550 Postfach existiert nicht`,
  `550-5.2.1 The account is disabled.\n550 5.2.1 See the help page`,
  `554 Message rejected for policy reasons`,
  `550 Requested action not taken: mailbox unavailable`,
  `421 4.4.2 Connection timed out`,
];

type Shape = (answer: string) => string;

/** How mail servers and providers send mail back, as their programs word it. */
const bounces: Readonly<Record<string, Shape>> = {
  'qmail': (answer) => rawMail({ From: 'MAILER-DAEMON@mx.pier7.example', Subject: 'failure notice' }, `Hi. This is the qmail-send program at mx.pier7.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<${TO}>:\n192.0.2.10 does not like recipient.\nRemote host said: ${answer}\nGiving up on 192.0.2.10.\n\n--- Below this line is a copy of the message.\n\n${copy}`),
  'exim': (answer) => rawMail({ 'X-Failed-Recipients': TO, 'Auto-Submitted': 'auto-replied', 'From': from('Mail Delivery System', 'Mailer-Daemon'), 'Subject': 'Mail delivery failed: returning message to sender' }, `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ${TO}\n    SMTP error from remote mail server after RCPT TO:<${TO}>:\n    host mx.pier7.example [192.0.2.10]: ${answer}\n\n------ This is a copy of the message, including all the headers. ------\n\n${copy}`),
  'exim without its fields': (answer) => rawMail({ From: from('Mail Delivery System', 'Mailer-Daemon'), Subject: 'Mail delivery failed: returning message to sender' }, `A message that you sent could not be delivered to one or more of its recipients.\n\n  ${TO}\n    ${answer}`),
  'postfix as text': (answer) => rawMail({ From: from('Mail Delivery System'), Subject: 'Undelivered Mail Returned to Sender' }, `This is the mail system at host mx.pier7.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<${TO}>: host mx.pier7.example[192.0.2.10] said: ${answer} (in reply to RCPT TO command)`),
  'postfix as a report': (answer) => rawParts({ From: from('Mail Delivery System'), Subject: 'Undelivered Mail Returned to Sender' }, 'multipart/report; report-type=delivery-status', [{ type: 'text/plain', text: 'It could not be delivered.' }, { type: 'message/delivery-status', text: `Reporting-MTA: dns; mx.pier7.example\n\nFinal-Recipient: rfc822; ${TO}\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; ${answer.replaceAll('\n', '\n ')}` }, { type: 'message/rfc822', text: copy }]),
  'sendmail, long ago': (answer) => rawMail({ From: from('Mail Delivery Subsystem'), Subject: 'Returned mail: see transcript for details' }, `The original message was received at Thu, 5 Mar 2026 10:00:00 GMT\n\n   ----- The following addresses had permanent fatal errors -----\n<${TO}>\n\n   ----- Transcript of session follows -----\n... while talking to mx.pier7.example.:\n>>> RCPT To:<${TO}>\n<<< ${answer}\n550 5.1.1 <${TO}>... User unknown`),
  'exchange, in HTML': (answer) => rawMail({ 'From': from('Microsoft Outlook', 'MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e'), 'Subject': 'Undeliverable: The guide', 'MIME-Version': '1.0', 'Content-Type': 'text/html; charset=utf-8' }, `<html><body><p><b>Delivery has failed to these recipients or groups:</b></p><p>${TO}</p><p>Your message couldn't be delivered.</p><p>Diagnostic information for administrators:</p><p>Remote Server returned '${answer}'</p></body></html>`),
  'exchange 2003': (answer) => rawMail({ From: from('System Administrator', 'postmaster'), Subject: 'Undeliverable: The guide' }, `Your message\n\n  To: ${TO}\n  Subject: The guide\n\ndid not reach the following recipient(s):\n\n${TO} on Thu, 5 Mar 2026 10:00:00\n    The e-mail system was unable to deliver the message.\n    <mx.pier7.example #${answer}>`),
  'exchange, in German': (answer) => rawMail({ From: from('Systemadministrator', 'postmaster'), Subject: 'Unzustellbar: Der Leitfaden' }, `Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\n${TO}\nIhre Nachricht konnte nicht zugestellt werden.\n\n${answer}`),
  'exchange, in French': (answer) => rawMail({ From: from('Administrateur système', 'postmaster'), Subject: 'Non remis : Le guide' }, `Échec de la remise pour les destinataires suivants :\n\n${TO}\n\n${answer}`),
  'exchange, in Spanish': (answer) => rawMail({ From: from('Administrador del sistema', 'postmaster'), Subject: 'No se puede entregar: La guía' }, `No se pudo entregar el mensaje a estos destinatarios:\n\n${TO}\n\n${answer}`),
  'exchange, in Italian': (answer) => rawMail({ From: from('Amministratore di sistema', 'postmaster'), Subject: 'Non recapitabile: La guida' }, `Impossibile recapitare il messaggio ai destinatari seguenti:\n\n${TO}\n\n${answer}`),
  'exchange, in Dutch': (answer) => rawMail({ From: from('Systeembeheerder', 'postmaster'), Subject: 'Onbestelbaar: De gids' }, `Uw bericht kon niet worden afgeleverd bij:\n\n${TO}\n\n${answer}`),
  'a webmail provider': (answer) => rawMail({ From: from('Mail Delivery Subsystem', 'mailer-daemon'), Subject: 'Delivery Status Notification (Failure)' }, `Delivery to the following recipient failed permanently:\n\n     ${TO}\n\nTechnical details of permanent failure:\nThe server tried to deliver your message, but it was rejected by the recipient domain. The error that the other server returned was: ${answer}\n\n----- Original message -----\n${copy}`),
  'a provider that names itself': (answer) => rawMail({ From: 'MAILER-DAEMON@webmail.example', Subject: 'Failure Notice' }, `Sorry, we were unable to deliver your message to the following address.\n\n<${TO}>:\n${answer}\n\n--- Below this line is a copy of the message.\n\n${copy}`),
  'a Russian provider': (answer) => rawMail({ 'From': 'mailer-daemon@corp.example', 'Subject': 'Mail failure.', 'MIME-Version': '1.0', 'Content-Type': 'text/plain; charset=utf-8' }, `Это письмо создано автоматически сервером, отвечать на него не нужно.\n\nК сожалению, Ваше письмо не может быть доставлено одному или нескольким получателям:\n\n**********************\n\n${TO}\n${answer}`),
  'a German provider': (answer) => rawMail({ From: from('Mail Delivery System', 'mailer-daemon'), Subject: 'Mail delivery failed: returning message to sender' }, `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to\none or more of its recipients. The following addresses\nfailed:\n\n<${TO}>\n\nSMTP error from remote server after RCPT command:\nhost: mx.pier7.example\n${answer}\n\n--- The header of the original message is following. ---\n\n${copy}`),
  'dma': (answer) => rawMail({ From: 'MAILER-DAEMON <>', Subject: 'Mail delivery failed' }, `This is the DragonFly Mail Agent v0.13 at mx.pier7.example.\n\nThere was an error delivering your mail to <${TO}>.\n\nmx.pier7.example [192.0.2.10] did not like our RCPT TO:\n${answer}\n\nMessage headers follow.\n\n${copy}`),
  'a cloud mailbox': (answer) => rawMail({ From: 'postmaster@workmail.example', Subject: 'Undeliverable' }, `Technical report:\n\nFinal-Recipient: rfc822;${TO}\nDiagnostic-Code: smtp; ${answer}\nStatus: 5.1.1\n\nYour message could not be delivered.`),
  'a hosted suite': (answer) => rawMail({ From: 'mailer-daemon@mail.suite.example', Subject: 'Undelivered Mail Returned to Sender' }, `This message was created automatically by mail delivery software.\nA message that you sent could not be delivered to one or more of its recipients. This is a permanent error.\n\n${TO} Invalid Address, ERROR_CODE :550, ERROR_CODE :${answer}\n\nReceived:from mail.suite.example`),
  'groupware': (answer) => rawMail({ From: 'postmaster@notes.pier7.example', Subject: 'DELIVERY FAILURE: User ann not listed in the directory' }, `Your message\n\n  Subject: The guide\n\nwas not delivered to:\n\n  ${TO}\n\nbecause:\n\n  ${answer}`),
  'another groupware': (answer) => rawMail({ From: 'Mailer-Daemon@gw.pier7.example', Subject: 'Mail System Error - Returned Mail' }, `The message that you sent was undeliverable to the following:\n\t${TO}\n\t${answer}`),
  'x.400': (answer) => rawMail({ From: 'postmaster@x400.pier7.example', Subject: 'Report (NDN) on: The guide' }, `------------------------------ Start of body part 1\n\nThis report relates to your message: The guide\n\nYour message was not delivered to ${TO} for the following reason:\n\n${answer}`),
  'courier': (answer) => rawMail({ From: from('Courier mail server at mx.pier7.example', 'postmaster'), Subject: 'NOTICE: mail delivery status.' }, `This is a delivery status notification from mx.pier7.example,\nrunning the Courier mail server.\n\nThe original message was received on Thu, 05 Mar 2026\n\nUNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be delivered:\n\n<${TO}>:\n<<< ${answer}`),
  'an SMTP daemon': (answer) => rawMail({ From: from('Mailer Daemon'), Subject: 'Delivery status notification: error' }, `    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this e-mail.\n\n    An error has occurred while attempting to deliver a message for\n    the following list of recipients:\n\n${TO}: ${answer}\n\n    Below is a copy of the original message:\n\n${copy}`),
  'a telephone company': (answer) => rawMail({ From: 'Postmaster@mobile.example', Subject: 'Mail System Error - Returned Mail' }, `The user(s) account is temporarily over quota.\n\n<${TO}>\n\n${answer}`),
  'a delay': () => rawMail({ From: from('Mail Delivery Subsystem'), Subject: 'Warning: could not send message for past 4 hours' }, `    **********************************************\n    **      THIS IS A WARNING MESSAGE ONLY      **\n    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n    **********************************************\n\n<${TO}>... Deferred: Connection timed out with mx.pier7.example.\nMessage could not be delivered for 4 hours\nMessage will be deleted from queue`),
  'a scanner': (answer) => rawMail({ From: 'postmaster@gateway.pier7.example', Subject: 'Message Notification' }, `The message that you sent was blocked by the content filter and was not delivered to ${TO}.\n\n${answer}`),
  'the newest format': (answer) => rawParts({ From: from('Mail Delivery System'), Subject: 'Undelivered Mail Returned to Sender' }, 'multipart/report; report-type=global-delivery-status', [{ type: 'text/plain', text: 'x' }, { type: 'message/global-delivery-status', text: `Reporting-MTA: dns; mx\n\nFinal-Recipient: utf-8; ${TO}\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; ${answer.replaceAll('\n', '\n ')}` }]),
  'a report in a mixed message': (answer) => rawParts({ From: 'postmaster@mx.pier7.example', Subject: 'Nachricht' }, 'multipart/mixed', [{ type: 'text/plain', text: 'Ihre Nachricht' }, { type: 'message/delivery-status', text: `Reporting-MTA: dns; mx\n\nFinal-Recipient: <${TO}>\nAction: failed\nDiagnostic-Code: ${answer.replaceAll('\n', '\n ')}` }]),
}; // prettier-ignore

/** Subjects of automatic replies, as mail programs write them in many languages. */
const automaticSubjects: readonly string[] = [
  'Automatic reply: The guide', 'Auto: The guide', 'AUTO: Ann Lee is out of the office (returning 16.03.2026)', 'Out of Office: The guide', 'Out of office AutoReply: The guide', 'Ann Lee is out of the office.', 'Ann Lee is on vacation', 'I am out of the office until Monday', 'Away from my desk', 'Vacation reply', 'OOO Re: The guide', '[Auto-Reply] The guide', 'Autoreply: The guide', 'Auto response: The guide', 'Automated response', 'Thank you for contacting Pier 7', 'We have received your message', 'Your request (4711) has been received',
  'Automatische Antwort: Der Leitfaden', 'Abwesenheitsnotiz: Der Leitfaden', 'Abwesenheitsassistent', 'Abwesend: Ann Lee', 'Autom. Antwort: Der Leitfaden', 'Automatische Rückantwort', 'Urlaubsbenachrichtigung', 'Ich bin im Urlaub', 'Nicht im Büro', 'Eingangsbestätigung Ihrer Nachricht', 'Ann Lee ist derzeit abwesend',
  'Réponse automatique : Le guide', "Message d'absence", 'Absence du bureau', "Notification d'absence", 'Absent jusqu’au 16 mars', 'Accusé de réception de votre message', 'En congés',
  'Respuesta automática: La guía', 'Fuera de la oficina', 'Ausente: Ann Lee', 'De vacaciones', 'Mensaje automático',
  'Risposta automatica: La guida', 'Fuori ufficio', 'Assente fino a lunedì', 'In ferie',
  'Automatisch antwoord: De gids', 'Afwezig: Ann Lee', 'Niet aanwezig', 'Automatische beantwoording',
  'Resposta automática: O guia', 'Fora do escritório', 'Ausência temporária', 'De férias',
  'Autosvar: Guiden', 'Automatiskt svar: Guiden', 'Automatisk svar: Guiden', 'Frånvarande', 'Fraværende', 'Automaattinen vastaus: Opas', 'Poissa toimistolta',
  'Odpowiedź automatyczna: Przewodnik', 'Automatyczna odpowiedź', 'Nieobecność', 'Automatická odpověď: Průvodce', 'Automatikus válasz: Útmutató', 'Răspuns automat: Ghidul', 'Otomatik yanıt: Rehber', 'Αυτόματη απάντηση: Οδηγός', 'Автоматический ответ: Руководство', 'Автоответ: Руководство', 'Автоматична відповідь', 'Автоматичен отговор',
  '自動応答: ガイド', '自動返信', '不在通知', '自动回复: 指南', '自動回覆: 指南', '자동 회신: 안내서', '부재 중: 안내서', 'رد تلقائي: الدليل', 'תשובה אוטומטית: המדריך', 'Trả lời tự động: Hướng dẫn', 'Balasan otomatis: Panduan',
]; // prettier-ignore

/** The fields by which programs give themselves away, where the subject does not. */
const automaticFields: readonly Readonly<Record<string, string>>[] = [
  { 'Auto-Submitted': 'auto-replied' }, { 'Auto-Submitted': 'auto-replied; owner-email="ann@pier7.example"' }, { 'Auto-Submitted': 'auto-generated (by a rule)' }, { 'Auto-Submitted': 'auto-notified' }, { 'Auto-Submitted': '(comment) Auto-Replied' },
  { Precedence: 'bulk' }, { Precedence: 'junk' }, { Precedence: 'auto_reply' }, { Precedence: 'Bulk' }, { 'X-Precedence': 'auto_reply' },
  { 'X-Auto-Response-Suppress': 'All' }, { 'X-Auto-Response-Suppress': 'DR, OOF, AutoReply' }, { 'X-Autoreply': 'yes' }, { 'X-Autorespond': 'The guide' }, { 'X-Autoresponder': 'on' }, { 'X-AutoReply-From': 'ann@pier7.example' }, { 'X-Mail-Autoreply': '1' }, { 'X-Autogenerated': 'Reply' }, { 'X-Vacation': 'yes' }, { 'X-FC-MachineGenerated': 'true' },
  { 'Return-Path': '<>' }, { 'Precedence': 'list', 'List-Id': '<news.pier7.example>' }, { From: 'noreply@pier7.example' }, { From: 'no-reply@pier7.example' }, { From: 'Do not reply <donotreply@pier7.example>' }, { From: 'autoresponder@pier7.example' },
]; // prettier-ignore

const automaticTexts = [
  'I am away until Monday.',
  'Ich bin bis Montag nicht da.',
  'Je suis absente.',
  'Yes, call me tomorrow, I am interested!',
  'Please unsubscribe from nothing: I am on leave.',
];

const receiptSubjects = ['Read: The guide', 'Gelesen: Der Leitfaden', 'Lu : Le guide', 'Leído: La guía', 'Letto: La guida', 'Gelezen: De gids', 'Lida: O guia', 'Przeczytane: Przewodnik', 'Прочтено: Руководство', '開封済み: ガイド', '已读: 指南', 'Läst: Guiden', 'Lest: Guiden', 'Luettu: Opas', 'Not read: The guide', 'Return Receipt (displayed) - The guide', 'Lesebestätigung: Der Leitfaden', 'Confirmation de lecture', 'Conferma di lettura', 'Leesbevestiging']; // prettier-ignore

const answered = {
  'In-Reply-To': '<ours@mail.example.com>',
  'Message-ID': '<theirs@pier7.example>',
  'Content-Type': 'text/plain; charset=utf-8',
};
const lead = { From: 'Ann Lee <ann@pier7.example>', To: 'hello@mail.example.com' };

/** More than 600 messages of programs: bounces, automatic replies and receipts, in the forms that they have in the world. */
export const machineMails = (): MachineMail[] => [
  ...Object.entries(bounces).flatMap(([name, shape]) => answers.map((answer) => ({ name: `${name}: ${answer}`, raw: shape(answer) }))),
  ...automaticSubjects.flatMap((Subject) => automaticTexts.slice(0, 3).map((text) => ({ name: Subject, raw: rawMail({ ...lead, Subject, ...answered }, text) }))),
  ...automaticFields.flatMap((fields) => automaticTexts.map((text) => ({ name: JSON.stringify(fields), raw: rawMail({ ...lead, Subject: 'Re: The guide', ...answered, ...fields }, text) }))),
  ...receiptSubjects.map((Subject) => ({ name: Subject, raw: rawMail({ ...lead, Subject, ...answered }, 'It was displayed at 10:00.') })),
]; // prettier-ignore

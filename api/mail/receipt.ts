import type { Message } from './parse-message.ts';

/** How email programs begin the subject of a receipt (RFC 8098) that they send as a plain message. */
const receiptSubject =
  /^(?:(?:not )?read|gelesen|ungelesen|lus?|non lus?|le[ií]do|no le[ií]do|letto|non letto|gelezen|ongelezen|lida|não lida|przeczytan[eo]|прочитано|прочтено|läst|lest|læst|luettu|přečteno|prečítané|olvasva|citit|okundu|開封済み|已读|已讀|읽음) ?[:：]|^(?:return receipt|read receipt|disposition notification|delivery receipt|lesebestätigung|empfangsbestätigung|confirmation de lecture|accusé de lecture|confirmación de lectura|acuse de lectura|conferma di lettura|ricevuta di ritorno|leesbevestiging|recibo de leitura|potwierdzenie (?:odczytu|przeczytania)|kvittering for læsning|läskvitto)/iu;

/** Whether a message only says that another one was displayed or deleted. */
export const isReceipt = ({ subject, parts }: Message): boolean =>
  parts.some(({ type }) => type === 'message/disposition-notification') || receiptSubject.test(subject);

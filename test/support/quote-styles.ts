/** A mail of ours as a mail program quotes it. */
export interface QuotedMail {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** One mail program's way, in one language, of putting an answer and the mail that it answers into one body. */
export interface QuoteStyle {
  readonly name: string;
  readonly type: 'text' | 'html';
  readonly write: (answer: string, mail: QuotedMail) => string;
}

/** What a mail program writes above a quote: who, when. */
type Attribution = (who: string) => string;

const address = ({ from }: QuotedMail): string => `${from.name} <${from.address}>`;
const marked = (text: string): string => text.split('\n').map((line) => `> ${line}`.trimEnd()).join('\n'); // prettier-ignore

const gmail: Record<string, Attribution> = {
  en: (who) => `On Tue, Mar 10, 2026 at 11:00 AM ${who} wrote:`,
  'en, broken': (who) => `On Tue, 10 Mar 2026 at 11:00, ${who.replace('<', '<\n')} wrote:`,
  de: (who) => `Am Di., 10. März 2026 um 11:00 Uhr schrieb ${who}:`,
  fr: (who) => `Le mar. 10 mars 2026 à 11:00, ${who} a écrit :`,
  es: (who) => `El mar, 10 mar 2026 a las 11:00, ${who} escribió:`,
  it: (who) => `Il giorno mar 10 mar 2026 alle ore 11:00 ${who} ha scritto:`,
  nl: (who) => `Op di 10 mrt 2026 om 11:00 schreef ${who}:`,
  pt: (who) => `Em ter., 10 de mar. de 2026 às 11:00, ${who} escreveu:`,
  sv: (who) => `Den tis 10 mars 2026 kl 11:00 skrev ${who}:`,
  da: (who) => `Den tirs. 10. mar. 2026 kl. 11.00 skrev ${who}:`,
  fi: (who) => `ti 10. maalisk. 2026 klo 11.00 ${who} kirjoitti:`,
  pl: (who) => `wt., 10 mar 2026 o 11:00 ${who} napisał(a):`,
  cs: (who) => `út 10. 3. 2026 v 11:00 odesílatel ${who} napsal:`,
  hu: (who) => `${who} ezt írta (időpont: 2026. márc. 10., K, 11:00):`,
  ro: (who) => `mar., 10 mar. 2026 la 11:00, ${who} a scris:`,
  tr: (who) => `${who}, 10 Mar 2026 Sal, 11:00 tarihinde şunu yazdı:`,
  ru: (who) => `вт, 10 мар. 2026 г. в 11:00, ${who}:`,
  uk: (who) => `вт, 10 бер. 2026 р. о 11:00 ${who} пише:`,
  el: (who) => `Στις Τρί 10 Μαρ 2026 στις 11:00, ο χρήστης ${who} έγραψε:`,
  ja: (who) => `2026年3月10日(火) 11:00 ${who}:`,
  zh: (who) => `${who} 于2026年3月10日周二 11:00写道：`,
  ko: (who) => `2026년 3월 10일 (화) 오전 11:00, ${who}님이 작성:`,
  he: (who) => `\u202bבתאריך יום ג׳, 10 במרץ 2026 ב-11:00 מאת ${who}‏:`,
};

const others: Record<string, Attribution> = {
  'Apple Mail, en': (who) => `On 10. Mar 2026, at 11:00, ${who} wrote:`,
  'Apple Mail, de': (who) => `Am 10.03.2026 um 11:00 schrieb ${who}:`,
  'Apple Mail, fr': (who) => `Le 10 mars 2026 à 11:00, ${who} a écrit :`,
  'Thunderbird, en': () => 'On 3/10/26 11:00 AM, Sundry wrote:',
  'Thunderbird, de': () => 'Am 10.03.26 um 11:00 schrieb Sundry:',
  'Thunderbird, it': () => 'Il 10/03/2026 11:00, Sundry ha scritto:',
  Zoho: (who) => `---- On Tue, 10 Mar 2026 11:00:00 +0100 ${who} wrote ----`,
  Proton: (who) => `On Tuesday, March 10th, 2026 at 11:00, ${who} wrote:`,
  'Notes, wrote on': (who) => `${who} wrote on 10.03.2026 11:00:00:`,
};

/** The four lines of a header, as Outlook writes them; `%` stands for the sender, `@` for the recipient, `#` for the subject. */
const headers: Record<string, string> = {
  'Outlook, en': 'From: %\nSent: Tuesday, March 10, 2026 11:00 AM\nTo: @\nSubject: #',
  'Outlook, de': 'Von: %\nGesendet: Dienstag, 10. März 2026 11:00\nAn: @\nBetreff: #',
  'Outlook, fr': 'De\u00a0: %\nEnvoyé\u00a0: mardi 10 mars 2026 11:00\nÀ\u00a0: @\nObjet\u00a0: #',
  'Outlook, es': 'De: %\nEnviado: martes, 10 de marzo de 2026 11:00\nPara: @\nAsunto: #',
  'Outlook, it': 'Da: %\nInviato: martedì 10 marzo 2026 11:00\nA: @\nOggetto: #',
  'Outlook, nl': 'Van: %\nVerzonden: dinsdag 10 maart 2026 11:00\nAan: @\nOnderwerp: #',
  'Outlook, pt': 'De: %\nEnviado: terça-feira, 10 de março de 2026 11:00\nPara: @\nAssunto: #',
  'Outlook, sv': 'Från: %\nSkickat: den 10 mars 2026 11:00\nTill: @\nÄmne: #',
  'Outlook, da': 'Fra: %\nSendt: 10. marts 2026 11:00\nTil: @\nEmne: #',
  'Outlook, fi': 'Lähettäjä: %\nLähetetty: tiistai 10. maaliskuuta 2026 11.00\nVastaanottaja: @\nAihe: #',
  'Outlook, pl': 'Od: %\nWysłano: wtorek, 10 marca 2026 11:00\nDo: @\nTemat: #',
  'Outlook, cs': 'Od: %\nOdesláno: úterý 10. března 2026 11:00\nKomu: @\nPředmět: #',
  'Outlook, hu': 'Feladó: %\nElküldve: 2026. március 10., kedd 11:00\nCímzett: @\nTárgy: #',
  'Outlook, tr': 'Kimden: %\nGönderildi: 10 Mart 2026 Salı 11:00\nKime: @\nKonu: #',
  'Outlook, ru': 'От: %\nОтправлено: 10 марта 2026 г. 11:00\nКому: @\nТема: #',
  'Outlook, ja': '差出人: %\n送信日時: 2026年3月10日 11:00\n宛先: @\n件名: #',
  'Outlook, zh': '发件人： %\n发送时间： 2026年3月10日 11:00\n收件人： @\n主题： #',
  'Outlook, ko': '보낸 사람: %\n보낸 날짜: 2026년 3월 10일 화요일 11:00\n받는 사람: @\n제목: #',
  'Outlook, he': '\u200fמאת: %\n\u200fנשלח: יום שלישי 10 מרץ 2026 11:00\n\u200fאל: @\n\u200fנושא: #',
  'Outlook, ar': 'من: %\nتم الإرسال: 10 مارس 2026 11:00\nإلى: @\nالموضوع: #',
  'Outlook, a language that no table knows': 'Xyz: %\nQwe: 10 Bla 2026 11:00\nRty: @\nUio: #',
  'Outlook, with stars': '*From:* %\n*Sent:* 2026-03-10\n*To:* @\n*Subject:* #',
  Notes: 'From:\t%\nTo:\t@\nDate:\t10.03.2026 11:00\nSubject:\t#',
  'GMX and web.de': 'Gesendet: Dienstag, 10. März 2026 um 11:00 Uhr\nVon: %\nAn: @\nBetreff: #',
  'Original Message': '-----Original Message-----\nFrom: %\nSent: Tuesday, March 10, 2026 11:00 AM\nTo: @\nSubject: #',
  'Ursprüngliche Nachricht':
    '-----Ursprüngliche Nachricht-----\nVon: %\nGesendet: Dienstag, 10. März 2026 11:00\nAn: @\nBetreff: #',
  "Message d'origine": "-----Message d'origine-----\nDe : %\nEnvoyé : mardi 10 mars 2026 11:00\nÀ : @\nObjet : #",
  'Gmail, forwarded': '---------- Forwarded message ---------\nFrom: %\nDate: Tue, Mar 10, 2026 at 11:00 AM\nSubject: #\nTo: @',
  'Apple Mail, forwarded': 'Begin forwarded message:\n\nFrom: %\nSubject: #\nDate: 10. March 2026 at 11:00:00 CET\nTo: @',
  'Outlook for iOS':
    'Get Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: %\nSent: Tuesday, March 10, 2026 11:00:00 AM\nTo: @\nSubject: #',
  Samsung:
    'Von meinem Galaxy gesendet\n\n-------- Ursprüngliche Nachricht --------\nVon: %\nDatum: 10.03.26 11:00 (GMT+01:00)\nAn: @\nBetreff: #',
};

const filled = (header: string, mail: QuotedMail, named: boolean): string =>
  header
    .replaceAll('%', named ? mail.from.name : address(mail))
    .replaceAll('@', named ? mail.to.name : mail.to.address)
    .replaceAll('#', mail.subject);

const textStyles: QuoteStyle[] = [
  ...[...Object.entries(gmail).map(([name, by]) => [`Gmail, ${name}`, by] as const), ...Object.entries(others)].flatMap(
    ([name, by]): QuoteStyle[] => [
      { name, type: 'text', write: (answer, mail) => `${answer}\n\n${by(address(mail))}\n\n${marked(mail.text)}\n` },
      { name: `${name}, quote not marked`, type: 'text', write: (answer, mail) => `${answer}\n\n   ${by(address(mail))}  \n\n${mail.text}\n` },
    ],
  ),
  ...Object.entries(headers).flatMap(([name, header]): QuoteStyle[] => [
    { name, type: 'text', write: (answer, mail) => `${answer}\n\n${filled(header, mail, false)}\n\n${mail.text}\n` },
    // Where a table must say what a header is: names only.
    ...(header.includes('Xyz')
      ? []
      : [{ name: `${name}, names only`, type: 'text', write: (answer: string, mail: QuotedMail) => `${answer}\r\n\r\n${filled(header, mail, true).replaceAll('\n', '\r\n')}\r\n\r\n${mail.text}` } as const]),
  ]),
  { name: 'answer below the quote', type: 'text', write: (answer, mail) => `${gmail['en']!(address(mail))}\n\n${marked(mail.text)}\n\n${answer}\n` },
  { name: 'iPhone, de', type: 'text', write: (answer, mail) => `${answer}\n\nVon meinem iPhone gesendet\n\n> Am 10.03.2026 um 11:00 schrieb ${address(mail)}:\n> \n${marked(mail.text)}\n` },
]; // prettier-ignore

const paragraphs = (text: string): string =>
  `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>')}</p>`;
const htmlOf = (mail: QuotedMail): string => mail.html ?? paragraphs(mail.text);
const safe = (mail: QuotedMail): string =>
  `${mail.from.name} &lt;<a href="mailto:${mail.from.address}">${mail.from.address}</a>&gt;`;

const htmlStyles: QuoteStyle[] = [
  { name: 'Gmail, HTML', type: 'html', write: (answer, mail) => `<div dir="ltr">${answer}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Tue, Mar 10, 2026 at 11:00 AM ${safe(mail)} wrote:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${htmlOf(mail)}</blockquote></div>` },
  { name: 'Outlook, HTML', type: 'html', write: (answer, mail) => `<html><body><div class="WordSection1"><p class="MsoNormal">${answer}<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>Von:</b> ${mail.from.name} &lt;${mail.from.address}&gt; <br><b>Gesendet:</b> Dienstag, 10. März 2026 11:00<br><b>An:</b> ${mail.to.name}<br><b>Betreff:</b> ${mail.subject}<o:p></o:p></p></div></div>${htmlOf(mail)}</div></body></html>` },
  { name: 'Outlook on the web, HTML', type: 'html', write: (answer, mail) => `<html><body dir="ltr"><div class="elementToProof">${answer}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif"><b>From:</b> ${mail.from.name}<br><b>Sent:</b> Tuesday<br></font></div>${htmlOf(mail)}</body></html>` },
  { name: 'Apple Mail, HTML', type: 'html', write: (answer, mail) => `<html><body>${answer}<br><div><br><blockquote type="cite"><div>On 10. Mar 2026, at 11:00, ${safe(mail)} wrote:</div><br>${htmlOf(mail)}</blockquote></div></body></html>` },
  { name: 'Thunderbird, HTML', type: 'html', write: (answer, mail) => `<p>${answer}</p><div class="moz-cite-prefix">Am 10.03.26 um 11:00 schrieb Sundry:<br></div><blockquote type="cite" cite="mid:x">${htmlOf(mail)}</blockquote>` },
  { name: 'Yahoo, HTML', type: 'html', write: (answer, mail) => `<div>${answer}</div><div id="ydp1" class="yahoo_quoted"><div>On Tuesday, March 10, 2026 at 11:00:00 AM GMT+1, ${safe(mail)} wrote:</div>${htmlOf(mail)}</div>` },
  { name: 'GMX, HTML', type: 'html', write: (answer, mail) => `<div>${answer}</div><div><div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;"><div style="margin:0 0 10px 0;"><b>Gesendet:</b> Dienstag, 10. März 2026 um 11:00 Uhr<br><b>Von:</b> ${mail.from.name}<br></div><div name="quoted-content">${htmlOf(mail)}</div></div></div>` },
  { name: 'Proton, HTML', type: 'html', write: (answer, mail) => `<div>${answer}</div><div class="protonmail_quote">On Tuesday, March 10th, 2026 at 11:00, ${safe(mail)} wrote:<br><blockquote class="protonmail_quote" type="cite">${htmlOf(mail)}</blockquote></div>` },
]; // prettier-ignore

/** The ways of quoting of the mail programs that people use, in their languages. */
export const quoteStyles: readonly QuoteStyle[] = [...textStyles, ...htmlStyles];

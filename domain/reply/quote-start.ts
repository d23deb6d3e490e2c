import { headerLabels } from './header-labels.ts';

/** Characters. No mail program writes longer lines in headers and attributions. */
const LONGEST_LINE = 998;
/** The most lines over which a mail program breaks an attribution ("On … wrote:"). */
const ATTRIBUTION_LINES = 4;

/** A line without the marks of bold text, such as stars and underscores. */
const bare = (line: string): string => line.replaceAll(/[*_|]/g, ' ').trim();

const verbs =
  'wrote|writes|has written|schrieb|schreibt|hat geschrieben|geschrieben|écrit|écrivait|escribió|escribio|ha escrito|escribía|ha scritto|scrisse|scrive|scritto|escreveu|schreef|geschreven|skrev|har skrevet|kirjoitti|skrifaði|napisał|napisała|napisał\\(a\\)|napisal|napisala|napsal|napsala|napsal\\(a\\)|napísal|napísal\\(a\\)|írta|a scris|scris|napisao|napisala je|napisao je|je napisal|yazdı|yazmış|kirjutas|rakstīja|rašė|parašė|написал|написала|написал\\(а\\)|пишет|писал|написав|написав\\(-ла\\)|написала|пише|написа|је написао|έγραψε|כתב|כתבה|كتب|كتبت|نوشت|ने लिखा|เขียนว่า|đã viết|viết|menulis|va escriure|escriví|escribiu|idatzi zuen|写道|寫道|写着|のメール|書きました|が書いた|作成|작성|님이 작성|쓴 글';
const wrote = new RegExp(`(?<![\\p{L}])(?:${verbs})(?![\\p{L}\\p{N}])|写道|寫道|書きました|작성`, 'iu');
const isAddress = /[^\s<>"]@[^\s<>"]/;
const isMoment = /\b(19|20)\d\d\b|\d{1,2}[:.h]\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2}|(19|20)\d\d ?[年년]/;

/** Whether a text is an attribution, which mail programs put above a quote: who wrote when, with a colon at the end. */
function isAttribution(text: string): boolean {
  if (text.length > LONGEST_LINE || !/[:：]$/.test(text)) return false;
  const moment = isMoment.test(text);
  const address = isAddress.test(text);
  return wrote.test(text) ? moment || address : moment && address;
}

/** How many lines an attribution takes that begins at a line; 0 if none begins there. */
export function attributionAt(lines: readonly string[], at: number): number {
  let text = '';
  for (let n = 0; n < ATTRIBUTION_LINES && at + n < lines.length; n++) {
    const line = bare(lines[at + n]!.replace(/^[> ]+/, ''));
    if (line === '' || line.length > LONGEST_LINE) return 0;
    // An attribution begins on its own line, and contains no end of a sentence.
    if (n > 0 && /[!?]$/.test(text)) return 0;
    text = text === '' ? line : `${text} ${line}`;
    if (/[:：]$/.test(line)) return isAttribution(text) ? n + 1 : 0;
  }
  return 0;
}

const headerLine = /^([\p{L}\p{M}][\p{L}\p{M}.()' -]{0,30}?) ?[:：] ?(.*)$/u;

interface HeaderLine {
  readonly label: string;
  readonly value: string;
}

function headerLineOf(line: string | undefined): HeaderLine | undefined {
  if (line === undefined || line.length > LONGEST_LINE || !/[:：]/.test(line)) return undefined;
  const [, label, value] = headerLine.exec(bare(line.replace(/^[> ]+/, ''))) ?? [];
  return label === undefined || value === undefined ? undefined : { label: label.toLowerCase().trim(), value: value.trim() };
}

/** How many header lines make a header, within how many lines: a program may break a line in two, or insert empty lines. */
const FEWEST = 3;
const MOST = 12;

/**
 * Says whether the header of a quoted email begins at a line, in any language: three lines look like one.
 * @param subject the answered email's subject
 */
export const headersIn = (lines: readonly string[], subject: string): ((at: number) => boolean) => {
  const headers = lines.map(headerLineOf);
  return (at) => {
    const first = headers[at];
    if (!first) return false;
    if (isWholeHeader(bare(lines[at]!))) return true;
    const block = [first];
    let missed = 0;
    for (let n = at + 1; n < lines.length && n < at + MOST && missed < 2; n++) {
      const line = headers[n];
      if (line) block.push(line);
      missed = line ? 0 : missed + 1;
    }
    return isHeader(first, block, subject);
  };
};

function isHeader(first: HeaderLine, block: readonly HeaderLine[], subject: string): boolean {
  const known = new Set(block.map(({ label }) => label).filter((label) => headerLabels.has(label))).size;
  const tells = (it: RegExp) => block.some(({ value }) => it.test(value));
  if (block.length < 2) return false;
  if (headerLabels.has(first.label))
    // Two lines are enough if they say who wrote, and when.
    return known >= FEWEST || (known === 2 && tells(isAddress) && tells(isMoment));
  // The values give away a header in a language that the table lacks.
  const quotesSubject = subject !== '' && block.some(({ value }) => value.toLowerCase() === subject);
  const begins = isAddress.test(first.value) || isMoment.test(first.value);
  return block.length >= FEWEST && begins && tells(isMoment) && (quotesSubject || tells(isAddress));
}

/** Whether a line is a whole header that a program has put into one line: "From: … Sent: … To: … Subject: …". */
function isWholeHeader(line: string): boolean {
  const found = line.slice(0, LONGEST_LINE).match(/[\p{L}\p{M}]{1,20}(?= ?[:：])/gu) ?? [];
  return new Set(found.map((label) => label.toLowerCase()).filter((label) => headerLabels.has(label))).size >= FEWEST;
}

const originalMessage =
  /original|ursprüngliche|nachricht|message|messaggio|mensaje|mensagem|bericht|meddelande|melding|besked|viesti|wiadomość|zpráva|správa|üzenet|mesaj|ileti|сообщение|повідомлення|съобщение|μήνυμα|הודעה|رسالة|邮件|郵件|信件|メッセージ|메시지|forward|weitergeleitet|transféré|reenviado|inoltrato|encaminhada|doorgestuurd|wrote|thư|pesan/iu;

/** Whether a line marks the beginning of a quoted or forwarded email. */
export function isDivider(line: string): boolean {
  if (line.length > LONGEST_LINE) return false;
  const text = line.trim();
  if (/^[_＿]{5,}$/.test(text)) return true;
  const between = /^[-–—]{2,}(?![-–—])(.{3,120}?)[-–—]{2,}[:：]?$/u.exec(text)?.[1];
  if (between !== undefined) return originalMessage.test(between) || (/^[-–—]{4,}/.test(text) && /\p{L}/u.test(between));
  return /^(begin forwarded message|anfang der weitergeleiteten nachricht|début du message (réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato|início da mensagem reencaminhada|begin doorgestuurd bericht) ?[:：]?$/iu.test(
    text,
  );
}

import {
  aboutAccess,
  aboutAFullMailbox,
  aboutMembersOnly,
  aboutNoRecipient,
  aboutOurLimits,
  aboutTheRecipient,
  aboutTheSender,
  aboutTheServer,
  aboutUs,
  passes,
} from './mail-answers.ts';

/** What follows from a refusal for the address. */
export interface MailBlameSpec {
  readonly label: string;
  /** The reason for which one refusal closes the address. */
  readonly closes?: 'bounced';
  /** The number of refusals in a row that closes the address. */
  readonly closesAfter?: number;
  /** The number of refusals in a row that puts the address on the list of failing ones, for a person to look at. */
  readonly listsAfter?: number;
}

/** What a mail server blames for a refusal, and what follows for the address. */
export const mailBlames = {
  /** There is no such mailbox or domain, or the account was closed. */
  address: { label: 'the address does not exist', closes: 'bounced' },
  /** The mailbox is full, or gets more than it accepts at the moment. */
  mailbox: { label: 'the mailbox accepts nothing now', listsAfter: 3 },
  /** The trouble is temporary: a busy server, greylisting, a time-out. */
  later: { label: 'temporary trouble', listsAfter: 3 },
  /** The sender, its reputation, limits, login or content: operations must look. It is not the lead's fault. */
  ours: { label: 'a server refuses our emails' },
  /** The answer does not say. */
  unknown: { label: 'refused without a clear reason', closesAfter: 3 },
} as const satisfies Record<string, MailBlameSpec>;

export type MailBlame = keyof typeof mailBlames;

/** A mail server's answer, or the answer that a report quotes. */
export interface MailAnswer {
  /** Every line of the answer, as in an SMTP session or a Diagnostic-Code. */
  readonly text: string;
  /** The field `Status` of a report (RFC 3463). It decides only if the answer itself does not. */
  readonly status?: string;
}

/** Decides what a refusal blames, by its codes (RFC 5321, RFC 3463) and its words. */
export function blameOf({ text, status = '' }: MailAnswer): MailBlame {
  const answer = readAnswer(text);
  const reported = readAnswer(status);
  // Reports say "4.0.0" about anything, also about a domain that does not exist.
  const temporary = answer.temporary ?? (reported.temporary && reported.code !== '4.0.0') ?? false;
  if (temporary) return passing(answer.code || reported.code, answer.words);
  return (
    named.get(answer.code) ??
    named.get(reported.code) ??
    byWords(answer) ??
    byCode(answer.code) ??
    byCode(reported.code) ??
    'unknown'
  );
}

interface ReadAnswer {
  /** The enhanced code, `5.1.1`; empty without one. */
  readonly code: string;
  /** Whether the server refuses only for now; undefined if no code says so. */
  readonly temporary: boolean | undefined;
  /** Lower case, on one line, without codes and addresses: `<spam@pier7.example>: user unknown` is not about spam. */
  readonly words: string;
}

/** Characters. No server's answer needs more; RFC 5321 allows 512 octets a line. */
const LONGEST_ANSWER = 4_000;

const smtpCode = /(?:^|[:;>\])]\s*|\b(?:said|says|error|code|smtp|reply|response|was)\s+)([245])\d\d(?=[ -]|$)/m;
const enhancedCode =
  /(?:^|[\s\-#([<;:,=])(?<!\b(?:exim|postfix|sendmail|version|server|qmail)[ /-])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)/gim;

function readAnswer(text: string): ReadAnswer {
  const answer = text.slice(0, LONGEST_ANSWER);
  const codes = [...answer.matchAll(enhancedCode)].map(([, level, subject, detail]) => `${level}.${subject}.${detail}`);
  // "5.0.0" says no more than its class.
  const code = codes.find((one) => !one.endsWith('.0.0')) ?? codes[0] ?? '';
  const level = smtpCode.exec(answer)?.[1];
  const temporary = level === '4' || code.startsWith('4.') || (level === undefined && code === '' ? undefined : false);
  const words = answer
    .toLowerCase()
    .replaceAll(/[^\s<>"'(),:;@]{1,64}@[^\s<>"'(),:;@]{1,255}/g, ' ')
    .replaceAll(/^[^\S\n]*[245]\d\d[ -](?:#?\d\.\d{1,3}\.\d{1,3})?/gm, ' ')
    .replaceAll(/[‘’ʼ`´]/g, "'")
    .replaceAll(/\bcan(?:not|'t)\b/g, 'can not')
    .replaceAll(/\b(\w{2,8})n't\b/g, '$1 not')
    .replaceAll(/[\s_]+/g, ' ');
  return { code, temporary, words };
}

/** Codes that decide whatever the words say, and differ from their neighbours. */
const named: ReadonlyMap<string, MailBlame> = new Map<string, MailBlame>([
  ['5.1.7', 'ours'], // the sender's address is malformed (RFC 3463)
  ['5.1.8', 'ours'], // the sender's domain or account is bad (RFC 3463, Office 365)
  ['5.1.20', 'ours'], // several From addresses (Office 365)
  ['5.1.90', 'ours'], // our limit of recipients for today (Office 365)
  ['5.4.5', 'ours'], // our limit of emails for today (Gmail)
  ['5.4.310', 'address'], // the domain does not exist (Office 365)
  ['5.1.10', 'address'], // the domain takes no mail (RFC 7505), no such recipient (Office 365)
]);

/** Servers use one code for many things, so the words decide first. */
const byWords = ({ code, words }: ReadAnswer): MailBlame | undefined =>
  sayings.find(([, saying, only]) => (only === undefined || only.test(code)) && saying.test(words))?.[0];

const passing = (code: string, words: string): MailBlame =>
  code.endsWith('.2.2') || aboutAFullMailbox.test(words) ? 'mailbox' : 'later';

/** What the words mean, and with which codes (any, if none are named). The first row that matches decides. */
const sayings: readonly (readonly [MailBlame, RegExp, RegExp?])[] = [
  ['ours', aboutTheSender],
  ['ours', aboutOurLimits],
  ['mailbox', aboutAFullMailbox],
  ['later', passes],
  ['unknown', aboutMembersOnly],
  ['address', aboutNoRecipient],
  ['address', aboutTheRecipient, /^5\.4\.1$/], // Office 365 says "Access denied" about unknown recipients
  ['ours', aboutUs],
  ['address', aboutTheRecipient, /^(?!5\.(?:[36]\.|7\.(?![01]$)))/],
  ['later', aboutTheServer, /^(?!5\.7\.)/],
  ['ours', aboutAccess, /^$/],
];

/** What a code means if no words decide. The first row that matches decides. */
const codes: readonly (readonly [MailBlame, RegExp])[] = [
  ['unknown', /^5\.(7\.(124|13[3-6])|1\.9)$/], // a mailbox for members only; a relay that sends no reports
  ['address', /^5\.(1\.\d+|2\.1|4\.4)$/],
  ['mailbox', /^5\.2\.2$/],
  ['ours', /^5\.(2\.3|3\.4|5\.3|6\.\d+|7\.\d+)$/],
  ['later', /^4\.0\.0$|^5\.(3\.[12]|4\.([1237]|300|31[2-7]))$/],
];

const byCode = (code: string): MailBlame | undefined => codes.find(([, which]) => which.test(code))?.[0];

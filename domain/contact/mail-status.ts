import {
  aboutAccess,
  aboutAFullMailbox,
  aboutMembersOnly,
  aboutNobodyThere,
  aboutOurLimits,
  aboutTheRecipient,
  aboutTheSender,
  aboutTheServer,
  aboutUs,
  passes,
} from './mail-answers.ts';

/** What a refusal says about the address. */
export interface MailBlameSpec {
  readonly label: string;
  /** The reason for which one refusal closes the address. */
  readonly closes?: 'bounced';
  /** So many refusals in a row close the address. */
  readonly closesAfter?: number;
  /** So many refusals in a row put the address on the list of those that fail, for a person to look at. */
  readonly listsAfter?: number;
}

/** What the refusal of a mail is about, and what follows from it for the address. */
export const mailBlames = {
  /** Nobody is there: no such mailbox or domain, or an account that was closed. */
  address: { label: 'the address does not exist', closes: 'bounced' },
  /** The mailbox is full, or gets more than it takes at the moment. */
  mailbox: { label: 'the mailbox takes nothing now', listsAfter: 3 },
  /** The trouble passes: a busy server, greylisting, a time-out. */
  later: { label: 'temporary trouble', listsAfter: 3 },
  /** Our sender, reputation, limits, login or content: operations have to look. The lead has done nothing. */
  ours: { label: 'a server refuses our mail' },
  /** The answer does not say. */
  unknown: { label: 'refused without a clear reason', closesAfter: 3 },
} as const satisfies Record<string, MailBlameSpec>;

export type MailBlame = keyof typeof mailBlames;

/** What a mail server answered, or what a report says that it answered. */
export interface MailAnswer {
  /** The whole answer, every line of it, as an SMTP session or Diagnostic-Code has it. */
  readonly text: string;
  /** The field `Status` of a report (RFC 3463). The answer itself says more, so this decides only where the answer does not. */
  readonly status?: string;
}

/** Whose fault the refusal of a mail is, by its codes (RFC 5321, RFC 3463) and its words. */
export function blameOf({ text, status = '' }: MailAnswer): MailBlame {
  const answer = readAnswer(text);
  const reported = readAnswer(status);
  // "4.0.0" is what a report says of anything, also of a domain that does not exist.
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
  /** Whether the server means its no for now only; undefined when no code says so. */
  readonly temporary: boolean | undefined;
  /** Lower case, on one line, without codes and addresses: `<spam@pier7.example>: user unknown` is not about spam. */
  readonly words: string;
}

/** No server's answer needs more; RFC 5321 allows 512 octets a line. */
const LONGEST_ANSWER = 4_000;

const smtpCode = /(?:^|[:;>\])]\s*|\b(?:said|says|error|code|smtp|reply|response|was)\s+)([245])\d\d(?=[ -]|$)/m;
const enhancedCode =
  /(?:^|[\s\-#([<;:,=])(?<!\b(?:exim|postfix|sendmail|version|server|qmail)[ /-])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)/gim;

function readAnswer(text: string): ReadAnswer {
  const answer = text.slice(0, LONGEST_ANSWER);
  const codes = [...answer.matchAll(enhancedCode)].map(([, level, subject, detail]) => `${level}.${subject}.${detail}`);
  // "5.0.0" says nothing that the class does not.
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

/** Codes that mean something else than their neighbours, whatever the words. */
const named: ReadonlyMap<string, MailBlame> = new Map<string, MailBlame>([
  ['5.1.7', 'ours'], // the sender's address is malformed (RFC 3463)
  ['5.1.8', 'ours'], // the sender's domain or account is bad (RFC 3463, Office 365)
  ['5.1.20', 'ours'], // several From addresses (Office 365)
  ['5.1.90', 'ours'], // our limit of recipients for today (Office 365)
  ['5.4.5', 'ours'], // our limit of mails for today (Gmail)
  ['5.4.310', 'address'], // the domain does not exist (Office 365)
  ['5.1.10', 'address'], // the domain takes no mail (RFC 7505), no such recipient (Office 365)
]);

/** The same code is used for many things, so the words are asked first. */
const byWords = ({ code, words }: ReadAnswer): MailBlame | undefined =>
  sayings.find(([, saying, only]) => (only === undefined || only.test(code)) && saying.test(words))?.[0];

const passing = (code: string, words: string): MailBlame =>
  code.endsWith('.2.2') || aboutAFullMailbox.test(words) ? 'mailbox' : 'later';

/** What the words mean, and with which codes they mean it (with any, where none are named). The first row that fits decides. */
const sayings: readonly (readonly [MailBlame, RegExp, RegExp?])[] = [
  ['ours', aboutTheSender],
  ['ours', aboutOurLimits],
  ['mailbox', aboutAFullMailbox],
  ['later', passes],
  ['unknown', aboutMembersOnly],
  ['address', aboutNobodyThere],
  ['address', aboutTheRecipient, /^5\.4\.1$/], // Office 365 says "Access denied" of recipients that it does not know
  ['ours', aboutUs],
  ['address', aboutTheRecipient, /^(?!5\.(?:[36]\.|7\.(?![01]$)))/],
  ['later', aboutTheServer, /^(?!5\.7\.)/],
  ['ours', aboutAccess, /^$/],
];

/** By the code, where no words decide. The first row that fits decides. */
const codes: readonly (readonly [MailBlame, RegExp])[] = [
  ['unknown', /^5\.(7\.(124|13[3-6])|1\.9)$/], // a mailbox for members only; a relay that sends no reports
  ['address', /^5\.(1\.\d+|2\.1|4\.4)$/],
  ['mailbox', /^5\.2\.2$/],
  ['ours', /^5\.(2\.3|3\.4|5\.3|6\.\d+|7\.\d+)$/],
  ['later', /^4\.0\.0$|^5\.(3\.[12]|4\.([1237]|300|31[2-7]))$/],
];

const byCode = (code: string): MailBlame | undefined => codes.find(([, which]) => which.test(code))?.[0];

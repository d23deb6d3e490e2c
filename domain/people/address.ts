import { DomainError } from '../text/domain-error.ts';

/** How a provider reads the addresses of its mailboxes. */
interface MailboxRules {
  /** The same mailbox at each of them; the first stands for all. Without it, each domain has mailboxes of its own. */
  readonly same?: true;
  readonly domains: string;
  /** What follows a plus is a tag. */
  readonly plus?: true;
  /** Characters that say nothing. */
  readonly ignores?: RegExp;
}

/** As the providers document it. */
const providers: readonly MailboxRules[] = [
  { domains: 'gmail.com googlemail.com', same: true, plus: true, ignores: /\./g },
  { domains: 'icloud.com me.com mac.com', same: true, plus: true },
  { domains: 'proton.me protonmail.com pm.me', same: true, plus: true, ignores: /[._-]/g },
  { domains: 'protonmail.ch', plus: true, ignores: /[._-]/g },
  { domains: 'yandex.ru yandex.com ya.ru yandex.by yandex.kz yandex.ua', same: true, plus: true, ignores: /[.-]/g },
  {
    domains: `outlook.com outlook.at outlook.be outlook.cl outlook.co.id outlook.co.il outlook.co.nz outlook.co.th outlook.com.ar outlook.com.au
      outlook.com.br outlook.com.gr outlook.com.tr outlook.com.vn outlook.cz outlook.de outlook.dk outlook.es outlook.fr outlook.hu outlook.ie
      outlook.in outlook.it outlook.jp outlook.kr outlook.lv outlook.my outlook.ph outlook.pt outlook.sa outlook.sg outlook.sk hotmail.com
      hotmail.be hotmail.ca hotmail.co.uk hotmail.com.ar hotmail.com.br hotmail.de hotmail.dk hotmail.es hotmail.fr hotmail.it hotmail.nl
      hotmail.no hotmail.se live.com live.at live.be live.ca live.co.uk live.cn live.com.au live.com.mx live.de live.dk live.fi live.fr live.ie
      live.in live.it live.jp live.nl live.no live.se msn.com passport.com windowslive.com`,
    plus: true,
  },
  {
    domains: 'fastmail.com fastmail.fm messagingengine.com zoho.com zohomail.com hey.com posteo.de posteo.net mailbox.org',
    plus: true,
  },
  { domains: 'mail.ru bk.ru inbox.ru list.ru internet.ru', plus: true },
];

const rulesOf: ReadonlyMap<string, MailboxRules & { readonly standsFor: string }> = new Map(
  providers.flatMap((rules) => {
    const domains = rules.domains.split(/\s+/);
    return domains.map((domain) => [domain, { ...rules, standsFor: rules.same ? domains[0]! : domain }] as const);
  }),
);

// What mail servers accept in practice, in any script (RFC 6531), with the joiners that some scripts write with; quoted local
// parts are not among it.
const atom = /(?:[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]|\p{Join_Control})+/u.source;
const localPattern = new RegExp(`^${atom}(?:\\.${atom})*$`, 'u');
const labelPattern = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;
const topLevelPattern = /^(?:[a-z]{2,}|xn--[a-z\d-]+)$/;
/** A domain that has its form already; most have. */
const plainDomain = /^(?!.*xn--)[a-z\d.-]+$/;
/** What the parser of a URL would take for more than a host. */
const noHost = /[\s/?#:@\\%[\]]/;

// Spreadsheets and web pages leave these behind: soft hyphens, zero-width spaces, marks of direction and byte order. A joiner
// says something only behind a letter of the scripts that have it.
const invisible =
  /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]|(?<![\p{M}\p{Script=Arabic}])\p{Join_Control}/gu;
const LONGEST_LOCAL_PART = 64;
const LONGEST_DOMAIN = 253;

/**
 * Takes off what stands around an address and is no part of it: white space, `mailto:`, brackets, quotes, and the
 * punctuation of the sentence that it stood in.
 */
const bare = (text: string): string =>
  text
    .slice(0, 1_000)
    .replace(invisible, '')
    .normalize('NFKC')
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/^[\s<("'[]+/, '')
    .replace(/(?<![\s>)"'\],;:.])[\s>)"'\],;:.]+$/, '');

/** A domain in the form in which DNS and mail servers know it (UTS 46, A-labels); undefined for what is none. */
export const asciiDomain = (domain: string): string | undefined => {
  if (noHost.test(domain)) return undefined;
  const ascii = plainDomain.test(domain) ? domain : (URL.parse(`http://${domain}`)?.hostname ?? '');
  const labels = ascii.split('.');
  const isDomain =
    ascii.length <= LONGEST_DOMAIN &&
    labels.length >= 2 &&
    labels.every((label) => labelPattern.test(label)) &&
    topLevelPattern.test(labels.at(-1) ?? '');
  return isDomain ? ascii : undefined;
};

const normalised = (text: string): string | undefined => {
  const address = bare(text);
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at).toLowerCase().normalize('NFKC');
  const domain = asciiDomain(address.slice(at + 1));
  const isMailbox = at > 0 && localPattern.test(local) && new TextEncoder().encode(local).length <= LONGEST_LOCAL_PART;
  return isMailbox && domain ? `${local}@${domain}` : undefined;
};

/** Whether a text can be an address; only an email can tell whether somebody reads it there. */
export const isPlausibleAddress = (text: string): boolean => normalised(text) !== undefined;

/**
 * The one form of an address, in which Trellis keeps it, writes to it, shows it and looks it up: the local part in lower case
 * and NFKC (RFC 6532), the domain as A-labels (RFC 5890, UTS 46).
 * @throws DomainError INVALID_ADDRESS
 * @example normaliseAddress(' Ann@MÜNCHEN.example ') // 'ann@xn--mnchen-3ya.example'
 */
export const normaliseAddress = (text: string): string => {
  const address = normalised(text);
  if (address === undefined) throw new DomainError('INVALID_ADDRESS', text, 'expected an address such as ann@example.com');
  return address;
};

/** The domain of an address, as A-labels. @throws DomainError INVALID_ADDRESS */
export const domainOf = (address: string): string => normaliseAddress(address).split('@')[1] ?? '';

/**
 * The key of a mailbox: equal for all spellings that its provider delivers to it (dots at Gmail, what follows a plus). It
 * finds leads and suppressions; an email goes to the address as the person wrote it.
 * @throws DomainError INVALID_ADDRESS
 */
export const matchingAddress = (address: string): string => {
  const [local = '', domain = ''] = normaliseAddress(address).split('@');
  const rules = rulesOf.get(domain);
  if (!rules) return `${local}@${domain}`;
  const untagged = rules.plus ? local.replace(/(?<=.)\+.*$/u, '') : local;
  const plain = rules.ignores ? untagged.replace(rules.ignores, '') : untagged;
  return `${plain || untagged}@${rules.standsFor}`;
};

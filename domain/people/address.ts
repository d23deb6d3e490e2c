import { DomainError } from '../text/domain-error.ts';

/** How a provider matches addresses to mailboxes. */
interface MailboxRules {
  /** The domains share their mailboxes, and the first is the canonical one. Otherwise each domain has its own mailboxes. */
  readonly same?: true;
  readonly domains: string;
  /** The provider ignores a plus and what follows it. */
  readonly plus?: true;
  /** Characters that the provider ignores. */
  readonly ignores?: RegExp;
}

/** The rules that the providers document. */
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

const rulesOf: ReadonlyMap<string, MailboxRules & { readonly canonical: string }> = new Map(
  providers.flatMap((rules) => {
    const domains = rules.domains.split(/\s+/);
    return domains.map((domain) => [domain, { ...rules, canonical: rules.same ? domains[0]! : domain }] as const);
  }),
);

// What mail servers accept in practice, in any script (RFC 6531), with the joiners that some scripts use, but without quoted
// local parts.
const atom = /(?:[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]|\p{Join_Control})+/u.source;
const localPattern = new RegExp(`^${atom}(?:\\.${atom})*$`, 'u');
const labelPattern = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;
const topLevelPattern = /^(?:[a-z]{2,}|xn--[a-z\d-]+)$/;
/** A domain that is already in normal form, as most are. */
const plainDomain = /^(?!.*xn--)[a-z\d.-]+$/;
/** Characters that a URL parser would not read as part of a host. */
const noHost = /[\s/?#:@\\%[\]]/;

// Spreadsheets and web pages leave these behind: soft hyphens, zero-width spaces, marks of direction and byte order. A joiner
// has a meaning only after a letter of a script that uses it.
const invisible =
  /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]|(?<![\p{M}\p{Script=Arabic}])\p{Join_Control}/gu;
const LONGEST_LOCAL_PART = 64;
const LONGEST_DOMAIN = 253;

/**
 * Strips what surrounds an address: white space, `mailto:`, brackets, quotes, and the punctuation of a sentence.
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

/** A domain in the form that DNS and mail servers use (UTS 46, A-labels); undefined if the text is not a domain. */
export function asciiDomain(domain: string): string | undefined {
  if (noHost.test(domain)) return undefined;
  const ascii = plainDomain.test(domain) ? domain : (URL.parse(`http://${domain}`)?.hostname ?? '');
  const labels = ascii.split('.');
  const isDomain =
    ascii.length <= LONGEST_DOMAIN &&
    labels.length >= 2 &&
    labels.every((label) => labelPattern.test(label)) &&
    topLevelPattern.test(labels.at(-1) ?? '');
  return isDomain ? ascii : undefined;
}

function normalised(text: string): string | undefined {
  const address = bare(text);
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at).toLowerCase().normalize('NFKC');
  const domain = asciiDomain(address.slice(at + 1));
  const isMailbox = at > 0 && localPattern.test(local) && new TextEncoder().encode(local).length <= LONGEST_LOCAL_PART;
  return isMailbox && domain ? `${local}@${domain}` : undefined;
}

/** Whether a text can be an address. Only an email can show whether it exists. */
export const isPlausibleAddress = (text: string): boolean => normalised(text) !== undefined;

/**
 * The normal form of an address, in which Trellis saves it, shows it, looks it up and sends to it: the local part in lower case
 * and NFKC (RFC 6532), the domain as A-labels (RFC 5890, UTS 46).
 * @throws DomainError INVALID_ADDRESS
 * @example normaliseAddress(' Ann@MÜNCHEN.example ') // 'ann@xn--mnchen-3ya.example'
 */
export function normaliseAddress(text: string): string {
  const address = normalised(text);
  if (address === undefined) throw new DomainError('INVALID_ADDRESS', text, 'expected an address such as ann@example.com');
  return address;
}

/** The domain of an address, as A-labels. @throws DomainError INVALID_ADDRESS */
export const domainOf = (address: string): string => normaliseAddress(address).split('@')[1] ?? '';

/**
 * The key of a mailbox: the same for all spellings that its provider delivers to it (dots at Gmail, tags after a plus). Leads and
 * suppressions are looked up by it; an email goes to the address that the person wrote.
 * @throws DomainError INVALID_ADDRESS
 */
export function matchingAddress(address: string): string {
  const [local = '', domain = ''] = normaliseAddress(address).split('@');
  const rules = rulesOf.get(domain);
  if (!rules) return `${local}@${domain}`;
  const untagged = rules.plus ? local.replace(/(?<=.)\+.*$/u, '') : local;
  const plain = rules.ignores ? untagged.replace(rules.ignores, '') : untagged;
  return `${plain || untagged}@${rules.canonical}`;
}

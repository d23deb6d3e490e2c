import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';
import providers from 'email-providers/all.json' with { type: 'json' };
import { parse } from 'tldts';
import { asciiDomain } from './address.ts';
import { remember } from '../text/remember.ts';
import { hostsOfMany, moreDisposable, moreFreeMail, registrySuffixes } from './shared-hosts.ts';

const freeMail = new Set([...providers, ...moreFreeMail]);
const disposable = disposableEmailBlocklistSet();

/** A host, and its registered domain. */
function namesOf(host: string): readonly string[] {
  const { hostname, domain } = parse(host.trim().toLowerCase());
  return [hostname, domain].filter((name) => name !== null);
}

/** Whether anyone can get a mailbox at a domain. Providers of throw-away mailboxes don't count. */
export const isFreeMail = (domain: string): boolean =>
  namesOf(domain).some((name) => moreFreeMail.has(name) || (freeMail.has(name) && !isDisposable(name)));

/** Whether a domain, or its registered domain, belongs to a provider of throw-away mailboxes. */
export const isDisposable = (domain: string): boolean =>
  namesOf(domain).some((name) => moreDisposable.has(name) || (disposable.has(name) && !moreFreeMail.has(name)));

/** Whether many people or companies share a host for their mailboxes, profiles or pages. */
const isShared = (name: string): boolean =>
  freeMail.has(name) || disposable.has(name) || moreDisposable.has(name) || hostsOfMany.has(name);

/** Top-level domains for examples and tests (RFC 2606), which no registry lists. */
const reserved = new Set(['example', 'test']);

/**
 * The registrable domain of the company that an address, a host or a URL belongs to, in ASCII. Undefined if many share the host
 * (mailboxes, profiles, shops, pages of site builders), or if the text names no host of the public Internet.
 */
export const companyDomainOf = (text = ''): string | undefined =>
  domainAt(
    text
      .slice(0, 500)
      .trim()
      .replace(/^[^/?#]*@/, ''),
  );

const domainAt = remember((host): string | undefined => {
  const { hostname, domain, publicSuffix, isIcann, isPrivate } = parse(host, { allowPrivateDomains: true });
  if (hostname === null || domain === null || publicSuffix === null) return undefined;
  const isPublic = isPrivate ? registrySuffixes.has(publicSuffix) : isIcann || reserved.has(publicSuffix);
  return isPublic && !isShared(hostname) && !isShared(domain) ? asciiDomain(domain) : undefined;
});

/** Whether many people or companies share the host that a text names. */
export const isSharedHost = (host: string): boolean => namesOf(host).some(isShared);

/** Whether a domain is not of one company: many share it, or everybody below it registers their own, such as co.uk. */
export const isOfMany = (domain: string): boolean => isSharedHost(domain) || parse(domain).domain === null;

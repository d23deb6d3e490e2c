import { Resolver } from 'node:dns/promises';
import { dkimVerify, type DNSResolver } from 'mailauth';
import { getDomain } from 'tldts';
import type { IncomingMail } from './read-mail.ts';

/** Looks up DNS records: `resolver('s1._domainkey.example.com', 'TXT')`. */
export type DnsResolver = DNSResolver;

/** Queries DNS, and gives up after 2 real seconds. */
export const dnsResolver =
  (dns: Resolver = new Resolver({ timeout: 2000, tries: 1 })): DnsResolver =>
  async (name, type) =>
    (await dns.resolve(name, type)) as string[][];

interface Proof {
  readonly raw: Buffer;
  readonly mail: IncomingMail;
  /** The name with which our own email server signs its Authentication-Results (RFC 8601). */
  readonly authservId?: string | undefined;
  /** Without one, only our own email server's result counts. */
  readonly resolver?: DnsResolver | undefined;
}

/** Whether the domain in `From` is authentic: our email server says so, or a signature of the domain is valid (RFC 6376). */
export async function isAuthenticated({ raw, mail, authservId, resolver }: Proof): Promise<boolean> {
  const domain = organisationOf(mail.from?.split('@')[1]);
  if (domain === undefined) return false;
  if (authservId !== undefined && saysOurServer(mail.authenticationResults, authservId, domain)) return true;
  if (!resolver) return false;
  try {
    const { results } = await dkimVerify(raw, { resolver });
    return results.some(({ status, signingDomain }) => status.result === 'pass' && organisationOf(signingDomain) === domain);
  } catch {
    return false;
  }
}

/** Domains of the same organisation may sign for each other ("relaxed" in RFC 7489). */
const organisationOf = (host = ''): string | undefined => getDomain(host, { allowPrivateDomains: true }) ?? undefined;

/** Reads only the topmost field with our server's name; those below may be forged. */
function saysOurServer(fields: readonly string[], authservId: string, domain: string): boolean {
  const [ours = ''] = fields
    .map((field) => field.slice(0, 5_000).replaceAll(/\([^()]*\)/g, ' '))
    .filter((field) => {
      const [id = ''] = field.trim().split(/[\s;]/);
      return id.toLowerCase() === authservId.toLowerCase();
    });
  return ours
    .split(';')
    .slice(1)
    .some((result) => {
      const [, method = ''] = /^\s*(dmarc|dkim)\s*=\s*pass\b/i.exec(result) ?? [];
      const property = { dmarc: /\bheader\.from\s*=\s*"?([\w.-]+)/i, dkim: /\bheader\.d\s*=\s*"?([\w.-]+)/i }[
        method.toLowerCase()
      ];
      return organisationOf(property?.exec(result)?.[1]) === domain;
    });
}

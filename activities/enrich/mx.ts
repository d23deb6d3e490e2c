import { Resolver } from 'node:dns/promises';

/** Whether a domain takes email. `unknown`: DNS gave no answer, which is never a reason to turn a lead away. */
export type MxAnswer = 'yes' | 'no' | 'unknown';

export type MxResolver = (domain: string) => Promise<MxAnswer>;

/** The DNS queries that it uses. */
export type Dns = Pick<Resolver, 'resolveMx' | 'resolve4' | 'resolve6'>;

/**
 * Asks DNS. A domain without MX takes email at its address record (RFC 5321, 5.1); a domain with the null MX takes none (RFC 7505).
 * @param dns must have its own timeout; the default gives up after 2 real seconds for each query
 */
export const dnsMxResolver =
  (dns: Dns = new Resolver({ timeout: 2000, tries: 1 })): MxResolver =>
  async (domain) => {
    try {
      const servers = await present(dns.resolveMx(domain));
      if (servers.length > 0) return servers.some(({ exchange }) => exchange !== '' && exchange !== '.') ? 'yes' : 'no';
      const [four, six] = await Promise.all([present(dns.resolve4(domain)), present(dns.resolve6(domain))]);
      return four.length + six.length > 0 ? 'yes' : 'no';
    } catch {
      return 'unknown';
    }
  };

/** Codes for a missing name or record. Any other error is a network problem. */
const ABSENT = new Set<unknown>(['ENOTFOUND', 'ENODATA']);

async function present<T>(records: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await records;
  } catch (error) {
    if (error instanceof Error && 'code' in error && ABSENT.has(error.code)) return [];
    throw error;
  }
}

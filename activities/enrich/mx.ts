import { Resolver } from 'node:dns/promises';

/** Whether a domain takes mail. `unknown`: nobody could say; never a reason to turn somebody away. */
export type MxAnswer = 'yes' | 'no' | 'unknown';

export type MxResolver = (domain: string) => Promise<MxAnswer>;

/** The part of DNS that is asked. */
export type Dns = Pick<Resolver, 'resolveMx' | 'resolve4' | 'resolve6'>;

/**
 * Asks DNS. A domain without MX takes mail at its address record (RFC 5321, 5.1); one with the null MX takes none (RFC 7505).
 * @param dns gives up by itself; the default after 2 real seconds a question
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

/** What DNS says when a name, or such a record of it, is not there; everything else is trouble on the way. */
const ABSENT = new Set<unknown>(['ENOTFOUND', 'ENODATA']);

const present = async <T>(records: Promise<readonly T[]>): Promise<readonly T[]> => {
  try {
    return await records;
  } catch (error) {
    if (error instanceof Error && 'code' in error && ABSENT.has(error.code)) return [];
    throw error;
  }
};

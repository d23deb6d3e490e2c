import type { DnsResolver } from './authenticate.ts';

interface DomainRecord {
  readonly label: string;
  readonly host: string;
  /** What the record begins with. */
  readonly begins: string;
  readonly todo: string;
}

/** Whether a record that email needs is in DNS; `unknown` if DNS did not answer. */
export interface RecordFound extends Omit<DomainRecord, 'begins'> {
  readonly state: 'found' | 'missing' | 'unknown';
  readonly text: string | undefined;
}

const recordsOf = (domain: string, selector: string | undefined): readonly DomainRecord[] => [
  {
    label: 'SPF: which servers may send',
    host: domain,
    begins: 'v=spf1',
    todo: 'Add a TXT record such as "v=spf1 include:YOUR-PROVIDER -all".',
  },
  ...(selector === undefined
    ? []
    : [
        {
          label: 'DKIM: the key that signs',
          host: `${selector}._domainkey.${domain}`,
          begins: 'v=DKIM1',
          todo: 'Add the public key as a TXT record.',
        },
      ]),
  {
    label: 'DMARC: what receivers do with forgeries',
    host: `_dmarc.${domain}`,
    begins: 'v=DMARC1',
    todo: 'Add a TXT record such as "v=DMARC1; p=quarantine; rua=mailto:YOU".',
  },
];

/** The records of a sending domain, as DNS has them now. */
export const domainRecords = (
  resolver: DnsResolver | undefined,
  domain: string,
  selector: string | undefined,
): Promise<RecordFound[]> =>
  Promise.all(
    recordsOf(domain, selector).map(async ({ begins, ...record }) => {
      const texts = resolver && (await textsAt(resolver, record.host));
      const text = texts?.find((one) => one.startsWith(begins));
      return { ...record, state: text === undefined ? (texts ? 'missing' : 'unknown') : 'found', text } as const;
    }),
  );

/** The TXT records of a host; undefined if DNS did not answer. */
async function textsAt(resolver: DnsResolver, host: string): Promise<readonly string[] | undefined> {
  try {
    return (await resolver(host, 'TXT')).map((parts) => [parts].flat().join(''));
  } catch (error) {
    const { code } = error as { readonly code?: string };
    return code === 'ENOTFOUND' || code === 'ENODATA' ? [] : undefined;
  }
}

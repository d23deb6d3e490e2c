import { asciiDomain, isPlausibleAddress, matchingAddress } from '../../domain/people/address.ts';
import { isAddressHash } from '../../domain/contact/suppression-scope.ts';
import type { SuppressionReason } from '../../domain/contact/suppression.ts';
import { phoneKey, phoneNumber } from '../../domain/people/phone.ts';

interface SubjectColumn {
  readonly names: readonly string[];
  readonly scope: 'address' | 'domain';
  /** Why, if the file does not say. */
  readonly reason: SuppressionReason;
  readonly channel?: 'phone';
  /** How the ledger names it; undefined for what is none. */
  readonly subject: (cell: string) => string | undefined;
  readonly expected: string;
}

/** The columns that name who is not to be contacted. A line may have several of them: each closes what it names. */
export const subjectColumns = {
  email: {
    names: ['email', 'emailaddress', 'address', 'mail'],
    scope: 'address',
    reason: 'unsubscribed',
    subject: (cell) => (isPlausibleAddress(cell) ? matchingAddress(cell) : undefined),
    expected: 'an email address',
  },
  phone: {
    names: ['phone', 'phonenumber', 'mobile', 'number'],
    scope: 'address',
    reason: 'doNotContact',
    channel: 'phone',
    subject: (cell) => {
      const number = phoneNumber(cell);
      return number?.startsWith('+') ? (phoneKey(number) ?? undefined) : undefined;
    },
    expected: 'a phone number with its country code',
  },
  domain: {
    names: ['domain', 'emaildomain'],
    scope: 'domain',
    reason: 'excludedDomain',
    subject: (cell) => asciiDomain(cell.replace(/^@/, '')),
    expected: 'a domain',
  },
  sha256: {
    names: ['sha256', 'emailsha256', 'sha256email', 'hash', 'emailhash', 'hashedemail'],
    scope: 'address',
    reason: 'unsubscribed',
    subject: (cell) => (isAddressHash(cell.toLowerCase()) ? cell.toLowerCase() : undefined),
    expected: 'the SHA-256 of a lower-case address, as 64 hexadecimal digits',
  },
} as const satisfies Record<string, SubjectColumn>;

export type SubjectKind = keyof typeof subjectColumns;

/** The row of a kind. */
export const subjectColumn = (kind: SubjectKind): SubjectColumn => subjectColumns[kind];

/** What a line says besides. */
const aboutColumns = { reason: ['reason'], channel: ['channel'], until: ['until', 'expires'] } as const;

export type ListColumn = SubjectKind | keyof typeof aboutColumns;

/** The column of a list that a name means; undefined if it is none of ours. */
export function listColumn(name: string): ListColumn | undefined {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const known: Readonly<Record<ListColumn, { readonly names: readonly string[] } | readonly string[]>> = {
    ...subjectColumns,
    ...aboutColumns,
  };
  return (Object.keys(known) as ListColumn[]).find((column) => {
    const names = known[column];
    return ('names' in names ? names.names : names).includes(plain);
  });
}

/** The column in which a list shows a subject. */
export function columnOfSubject(scope: string, subject: string): SubjectKind {
  if (scope === 'domain') return 'domain';
  if (isAddressHash(subject)) return 'sha256';
  return subject.includes('@') ? 'email' : 'phone';
}

import { kinds, kindsOf } from '../text/kinds.ts';

/** The keys of a lead that a suppression can name. */
export interface SuppressionKeys {
  readonly id: string;
  /** In the normalised form that Trellis saves. */
  readonly email: string;
  /** The same for all spellings of one mailbox. */
  readonly emailKey: string;
  /** The SHA-256 of the address, in hex: lists that hide their addresses name it so. */
  readonly emailHash?: string | null;
  /** The phone number as E.164 writes it. */
  readonly phoneKey?: string | null;
  readonly accountId?: string | null;
  /** The program that wants to reach the lead, if there is one. */
  readonly program?: string | null;
}

interface ScopeSpec {
  readonly label: string;
  /** It concerns one lead, or one mailbox. */
  readonly isOwn?: true;
  /** The subjects under which a suppression of this scope concerns a lead, nearest first; `any` if every subject does. */
  readonly subjectsOf: (lead: SuppressionKeys) => readonly string[] | 'any';
}

/** Whom a suppression concerns. `concerning` in db says the same in SQL, and a test compares the two. */
export const suppressionScopes = kinds<ScopeSpec>()({
  lead: { label: 'This lead', isOwn: true, subjectsOf: ({ id }) => [id] },
  program: {
    label: 'This lead in this program',
    isOwn: true,
    subjectsOf: ({ id, program }) => (program ? [`${id}/${program}`] : []),
  },
  address: {
    label: 'This address or phone number, however it is spelled',
    isOwn: true,
    subjectsOf: ({ emailKey, phoneKey, emailHash }) => [emailKey, phoneKey, emailHash].filter((key) => typeof key === 'string'),
  },
  domain: {
    label: 'Everyone at this domain and its subdomains',
    subjectsOf: ({ email }) => domainsAbove(email),
  },
  account: { label: 'Everyone at this account', subjectsOf: ({ accountId }) => (accountId ? [accountId] : []) },
  everybody: { label: 'Everyone', subjectsOf: () => 'any' },
});

/** Whether a text is the SHA-256 of an address, in hex. */
export const isAddressHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

export type SuppressionScope = keyof typeof suppressionScopes;

/** The domain of an address and its parent domains, without the top level: `eu.acme.example`, `acme.example`. */
function domainsAbove(email: string): string[] {
  const labels = email.slice(email.lastIndexOf('@') + 1).split('.');
  return labels.slice(0, -1).map((_, n) => labels.slice(n).join('.'));
}

/** The subject under which a lead's suppression of a scope is saved: the nearest; undefined if the lead has none. */
export function subjectOf(scope: SuppressionScope, lead: SuppressionKeys): string | undefined {
  const subjects = suppressionScopes[scope].subjectsOf(lead);
  return subjects === 'any' ? '' : subjects[0];
}

/** Every subject under which a suppression that concerns the lead may be saved. */
export const everySubjectOf = (lead: SuppressionKeys): readonly string[] =>
  kindsOf(suppressionScopes).flatMap((scope) => {
    const subjects = suppressionScopes[scope].subjectsOf(lead);
    return subjects === 'any' ? [''] : subjects;
  });

/** Whether a suppression concerns a lead. */
export function concerns(
  { scope, subject }: { readonly scope: SuppressionScope; readonly subject: string },
  lead: SuppressionKeys,
): boolean {
  const subjects = suppressionScopes[scope].subjectsOf(lead);
  return subjects === 'any' || subjects.includes(subject);
}

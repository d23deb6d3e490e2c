import { kinds, kindsOf } from '../text/kinds.ts';

/** What of a lead a suppression can be about. */
export interface SuppressionKeys {
  readonly id: string;
  /** As Trellis keeps it: in its one form. */
  readonly email: string;
  /** Equal for all spellings of one mailbox. */
  readonly emailKey: string;
  readonly accountId?: string | null;
  /** The program that wants to reach the lead, if one does. */
  readonly program?: string | null;
}

interface ScopeSpec {
  readonly label: string;
  /** It is about one lead, or one mailbox. */
  readonly isOwn?: true;
  /** The subjects by which a suppression of this scope concerns a lead, the nearest first; `any` where none is asked for. */
  readonly subjectsOf: (lead: SuppressionKeys) => readonly string[] | 'any';
}

/** Whom a suppression holds for. `concerning` in db says the same in SQL, and a test compares the two. */
export const suppressionScopes = kinds<ScopeSpec>()({
  lead: { label: 'This lead', isOwn: true, subjectsOf: ({ id }) => [id] },
  program: {
    label: 'This lead in this program',
    isOwn: true,
    subjectsOf: ({ id, program }) => (program ? [`${id}/${program}`] : []),
  },
  address: {
    label: 'This address, however it is spelled',
    isOwn: true,
    subjectsOf: ({ emailKey }) => [emailKey],
  },
  domain: {
    label: 'Everybody at this domain and below it',
    subjectsOf: ({ email }) => domainsAbove(email),
  },
  account: { label: 'Everybody at this account', subjectsOf: ({ accountId }) => (accountId ? [accountId] : []) },
  everybody: { label: 'Everybody', subjectsOf: () => 'any' },
});

export type SuppressionScope = keyof typeof suppressionScopes;

/** The domain of an address and those above it, without the top level: `eu.acme.example`, `acme.example`. */
const domainsAbove = (email: string): string[] => {
  const labels = email.slice(email.lastIndexOf('@') + 1).split('.');
  return labels.slice(0, -1).map((_, n) => labels.slice(n).join('.'));
};

/** What a suppression of a scope is stored under for a lead: the nearest subject; undefined where the lead has none. */
export const subjectOf = (scope: SuppressionScope, lead: SuppressionKeys): string | undefined => {
  const subjects = suppressionScopes[scope].subjectsOf(lead);
  return subjects === 'any' ? '' : subjects[0];
};

/** Every subject under which a suppression that concerns a lead is stored. */
export const everySubjectOf = (lead: SuppressionKeys): readonly string[] =>
  kindsOf(suppressionScopes).flatMap((scope) => {
    const subjects = suppressionScopes[scope].subjectsOf(lead);
    return subjects === 'any' ? [''] : subjects;
  });

/** Whether a suppression concerns a lead. */
export const concerns = (
  { scope, subject }: { readonly scope: SuppressionScope; readonly subject: string },
  lead: SuppressionKeys,
): boolean => {
  const subjects = suppressionScopes[scope].subjectsOf(lead);
  return subjects === 'any' || subjects.includes(subject);
};

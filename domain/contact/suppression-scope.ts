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
  /** The subjects by which a suppression of this scope concerns a lead, the nearest first; `any` where none is asked for. */
  readonly subjectsOf: (lead: SuppressionKeys) => readonly string[] | 'any';
}

/** Whom a suppression holds for. `concerning` in db says the same in SQL, and a test compares the two. */
export const suppressionScopes = {
  lead: { label: 'This lead', subjectsOf: ({ id }) => [id] },
  program: { label: 'This lead in this program', subjectsOf: ({ id, program }) => (program ? [`${id}/${program}`] : []) },
  address: { label: 'This address, however it is spelled', subjectsOf: ({ emailKey }) => [emailKey] },
  domain: { label: 'Everybody at this domain and below it', subjectsOf: ({ email }) => domainsAbove(email) },
  account: { label: 'Everybody at this account', subjectsOf: ({ accountId }) => (accountId ? [accountId] : []) },
  everybody: { label: 'Everybody', subjectsOf: () => 'any' },
} as const satisfies Record<string, ScopeSpec>;

export type SuppressionScope = keyof typeof suppressionScopes;

/** The domain of an address and those above it, without the top level: `eu.acme.example`, `acme.example`. */
const domainsAbove = (email: string): string[] => {
  const labels = email.slice(email.lastIndexOf('@') + 1).split('.');
  return labels.slice(0, -1).map((_, n) => labels.slice(n).join('.'));
};

/** What a suppression of a scope is stored under for a lead: the nearest subject; undefined where the lead has none. */
export const subjectOf = (scope: SuppressionScope, lead: SuppressionKeys): string | undefined => {
  const subjects = subjectsOf(scope, lead);
  return subjects === 'any' ? '' : subjects[0];
};

/** Every subject under which a suppression that concerns a lead is stored. */
export const everySubjectOf = (lead: SuppressionKeys): readonly string[] =>
  (Object.keys(suppressionScopes) as SuppressionScope[]).flatMap((scope) => {
    const subjects = subjectsOf(scope, lead);
    return subjects === 'any' ? [''] : subjects;
  });

/** Whether a suppression concerns a lead. */
export const concerns = (
  { scope, subject }: { readonly scope: SuppressionScope; readonly subject: string },
  lead: SuppressionKeys,
): boolean => {
  const subjects = subjectsOf(scope, lead);
  return subjects === 'any' || subjects.includes(subject);
};

const subjectsOf = (scope: SuppressionScope, lead: SuppressionKeys): readonly string[] | 'any' =>
  suppressionScopes[scope].subjectsOf(lead);

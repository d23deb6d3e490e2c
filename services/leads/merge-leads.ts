import type { CompanyValues } from '../../domain/people/account-values.ts';
import { changesBetween, type Change } from '../../domain/lead/change.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { mergePermissions } from '../../domain/contact/contactability.ts';
import { regionOf } from '../../domain/people/country.ts';
import { give, type Giver } from '../../domain/people/given.ts';
import { companyFrom, leadFrom, type LeadValues, type PersonValues, type SaidOfPerson } from '../../domain/people/lead-values.ts';
import type { GivenConsent } from '../../db/contact/consents.ts';
import type { ConsentMerge } from '../contact/consents.ts';
import type { Company } from '../accounts/save-accounts.ts';
import { own } from '../../domain/text/own.ts';
import type { RecordPolicy } from '../engagements/act-meaning.ts';

/** A lead as it arrived. */
export interface LeadToSave {
  readonly email: string;
  /** The same for all spellings of one mailbox. */
  readonly emailKey: string;
  /** What the source says about the person, and about the company as far as it is not a fact of the company alone. */
  readonly person: { readonly [K in keyof PersonValues]?: PersonValues[K] | undefined };
  /** What the source says about the company. */
  readonly company: { readonly [K in keyof Omit<CompanyValues, 'name'>]?: CompanyValues[K] | undefined };
  readonly source: string;
  readonly consents: readonly GivenConsent[];
  readonly optedOut: boolean;
  /** A column of consents contains a clear no: they withdraw their earlier consents. */
  readonly withdrawn?: boolean;
  /** They asked not to be called. */
  readonly doNotCall?: boolean;
  /** The email address or the name of the rep who owns their company. */
  readonly accountOwner?: string | undefined;
}

export interface Saving {
  readonly policy: RecordPolicy;
  readonly at: Instant;
  readonly newId: () => string;
  /** `restrict`: of two records of one person, the more restrictive consent wins. `add`: the person has just given this consent. */
  readonly consents: ConsentMerge;
  /** The kind of source. */
  readonly by: Giver;
  /** The name of the API key of the request, if any. */
  readonly key?: string | undefined;
  /** IANA time zone for leads whose location is unknown. */
  readonly zone: string;
}

/** Everything one import says about one mailbox. */
export interface Mailbox {
  readonly emailKey: string;
  readonly rows: readonly LeadToSave[];
  readonly email: string;
  readonly source: string;
  readonly said: readonly SaidOfPerson[];
  readonly companies: readonly Company['said'][];
  readonly consents: readonly GivenConsent[];
  readonly optedOut: boolean;
  readonly withdrawn: boolean;
  readonly doNotCall: boolean;
}

/** Merges the rows of one person: later rows fill the gaps of earlier ones, and the most restrictive consent wins. */
export function mailboxOf(emailKey: string, rows: readonly LeadToSave[], { policy, at, by }: Saving): Mailbox {
  const [first] = rows as readonly [LeadToSave];
  const withdrawn = rows.some((row) => row.withdrawn === true);
  const consents = rows
    .map((row) => row.consents)
    .reduce(
      (a, b) =>
        mergePermissions(policy.consent, { consents: a, suppressions: [] }, { consents: b, suppressions: [] }, at).consents,
    );
  return {
    emailKey,
    rows,
    email: first.email,
    source: first.source,
    said: rows.map(({ person, source }) => ({ by, source, at, values: person as SaidOfPerson['values'] })),
    companies: rows.map(({ company, person, source }) => ({
      // People know themselves best, but what one of them types into a form about their company is only a claim.
      by: by === 'person' ? 'claim' : by,
      source,
      at,
      values: { ...company, name: person.company } as Company['said']['values'],
    })),
    consents: withdrawn ? [] : consents,
    optedOut: rows.some(({ optedOut }) => optedOut),
    withdrawn,
    doNotCall: rows.some(({ doNotCall }) => doNotCall === true),
  };
}

/** An existing lead, locked. */
export interface ExistingLead {
  readonly id: string;
  readonly email: string;
  readonly emailKey: string;
  readonly given: readonly SaidOfPerson[];
  readonly zone: string;
  readonly accountId: string | null;
  readonly held: string | null;
}

/** A lead with everything that was said about it, before and now. */
export interface Merged {
  readonly mailbox: Mailbox;
  readonly existing: ExistingLead | undefined;
  readonly given: readonly SaidOfPerson[];
  readonly isChanged: boolean;
  /** What we learned about an existing lead. */
  readonly learned: readonly Change[];
  readonly values: LeadValues;
  /** For an existing lead, only the values that changed. */
  readonly changes: Partial<LeadValues>;
  readonly companies: readonly Company[];
  movesTo(accountId: string | undefined): string | null;
}

export function mergedWith(mailbox: Mailbox, existing: ExistingLead | undefined, { zone }: Saving): Merged {
  const before = existing?.given ?? [];
  const given = mailbox.said.reduce((known, said) => give(known, said), before);
  const otherwise = existing?.zone ?? zone;
  const values = leadFrom(given, otherwise);
  // A source may name an address that the lead no longer has.
  const address = existing?.email ?? mailbox.email;
  const key = companyFrom(given, address);
  const keyBefore = existing && companyFrom(before, address);
  const region = regionOf(values.country ?? undefined);
  return {
    mailbox,
    existing,
    given,
    isChanged: given !== before,
    values,
    learned: existing && given !== before ? changesBetween(leadFrom(before, otherwise), values) : [],
    changes: existing && given !== before ? changesOf(leadFrom(before, otherwise), values) : {},
    companies: key ? mailbox.companies.map((said) => ({ ...key, said, region })) : [],
    // A lead moves to another account only when the source names another company; otherwise it stays where it was put.
    movesTo: (accountId) =>
      existing?.accountId && key?.domain === keyBefore?.domain ? existing.accountId : (accountId ?? existing?.accountId ?? null),
  };
}

const changesOf = (before: LeadValues, after: LeadValues): Partial<LeadValues> =>
  Object.fromEntries(Object.entries(after).filter(([field, value]) => value !== own<unknown>({ ...before }, field)));

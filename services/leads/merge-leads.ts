import type { CompanyValues } from '../../domain/people/account-values.ts';
import { changesBetween, type Change } from '../../domain/lead/change.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { mergePermissions } from '../../domain/contact/contactability.ts';
import { regionOf } from '../../domain/people/country.ts';
import { give, type Giver } from '../../domain/people/given.ts';
import { companyFrom, leadFrom, type LeadValues, type PersonValues, type SaidOfPerson } from '../../domain/people/lead-values.ts';
import type { ConsentMerge, GivenConsent } from '../contact/consents.ts';
import type { Company } from '../accounts/save-accounts.ts';
import { own } from '../../domain/text/own.ts';
import type { ContactPolicy } from '../contact/tell-contactability.ts';

/** A lead as it came in. */
export interface LeadToSave {
  readonly email: string;
  /** Equal for all spellings of one mailbox. */
  readonly emailKey: string;
  /** What the source says of the person, and of the company where it is not a fact of the company alone. */
  readonly person: { readonly [K in keyof PersonValues]?: PersonValues[K] | undefined };
  /** What it says of the company. */
  readonly company: { readonly [K in keyof Omit<CompanyValues, 'name'>]?: CompanyValues[K] | undefined };
  readonly source: string;
  readonly consents: readonly GivenConsent[];
  readonly optedOut: boolean;
  /** They take back what they agreed to before: a clear no in a column of consents. */
  readonly withdrawn?: boolean;
  /** They asked not to be called. */
  readonly doNotCall?: boolean;
  /** The address or the name of the rep who owns their company. */
  readonly accountOwner?: string | undefined;
}

export interface Saving {
  readonly policy: ContactPolicy;
  readonly at: Instant;
  readonly newId: () => string;
  /** `restrict`: of two records of one person the more restrictive consent stays. `add`: the person has just given it. */
  readonly consents: ConsentMerge;
  /** Who says all this. */
  readonly by: Giver;
  /** The name of the key with which it came, if it did. */
  readonly key?: string | undefined;
  /** IANA; of leads whose place is not known. */
  readonly zone: string;
}

/** All that one import says about one mailbox. */
export interface Mailbox {
  readonly emailKey: string;
  readonly email: string;
  readonly source: string;
  readonly said: readonly SaidOfPerson[];
  readonly companies: readonly Company['said'][];
  readonly consents: readonly GivenConsent[];
  readonly optedOut: boolean;
  readonly withdrawn: boolean;
  readonly doNotCall: boolean;
}

/** Rows of one person: what the first lacks comes from the second, and the more restrictive consent of both stays. */
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
    email: first.email,
    source: first.source,
    said: rows.map(({ person, source }) => ({ by, source, at, values: person as SaidOfPerson['values'] })),
    companies: rows.map(({ company, person, source }) => ({
      // Of themselves people know best; of a company, what one of them types into a form is a claim.
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

/** A lead as it stands, locked. */
export interface Standing {
  readonly id: string;
  readonly emailKey: string;
  readonly given: readonly SaidOfPerson[];
  readonly zone: string;
  readonly accountId: string | null;
  readonly held: string | null;
}

/** What a lead is, with all that was said of it before and now. */
export interface Merged {
  readonly mailbox: Mailbox;
  readonly stands: Standing | undefined;
  readonly given: readonly SaidOfPerson[];
  readonly isChanged: boolean;
  /** What is known better about a lead that stands. */
  readonly learned: readonly Change[];
  readonly values: LeadValues;
  /** Of a lead that stands, only what changed with what was said. */
  readonly changes: Partial<LeadValues>;
  readonly companies: readonly Company[];
  movesTo(accountId: string | undefined): string | null;
}

export function mergedWith(mailbox: Mailbox, stands: Standing | undefined, { zone }: Saving): Merged {
  const before = stands?.given ?? [];
  const given = mailbox.said.reduce((known, said) => give(known, said), before);
  const otherwise = stands?.zone ?? zone;
  const values = leadFrom(given, otherwise);
  const key = companyFrom(given, mailbox.email);
  const keyBefore = stands && companyFrom(before, mailbox.email);
  const region = regionOf(values.country ?? undefined);
  return {
    mailbox,
    stands,
    given,
    isChanged: given !== before,
    values,
    learned: stands && given !== before ? changesBetween(leadFrom(before, otherwise), values) : [],
    changes: stands && given !== before ? changesOf(leadFrom(before, otherwise), values) : {},
    companies: key ? mailbox.companies.map((said) => ({ ...key, said, region })) : [],
    // Better knowledge moves a lead to another account; the same knowledge leaves it where it was put.
    movesTo: (accountId) =>
      stands?.accountId && key?.domain === keyBefore?.domain ? stands.accountId : (accountId ?? stands?.accountId ?? null),
  };
}

const changesOf = (before: LeadValues, after: LeadValues): Partial<LeadValues> =>
  Object.fromEntries(Object.entries(after).filter(([field, value]) => value !== own<unknown>({ ...before }, field)));

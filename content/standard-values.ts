import type { LeadFields, SavedFields } from '../domain/people/lead-fields.ts';
import type { Instant } from '../domain/time/clock.ts';

/**
 * What every content may use without declaring it, and whether it can be empty.
 * A placeholder that can be empty must be inside an `{{#if}}` that tests it.
 */
export const standardPlaceholders = {
  'lead.firstName': { empty: true },
  'lead.company': { empty: true },
  'rep.name': { empty: false },
  'rep.title': { empty: true },
  'rep.phone': { empty: true },
  'consent.source': { empty: true },
  'consent.date': { empty: true },
  'sender.name': { empty: false },
  'sender.address': { empty: false },
} as const satisfies Record<string, { empty: boolean }>;

/** The placeholders of the fields that an app adds to its leads. Each can be empty: nobody knows everything of every lead. */
export const fieldPlaceholders = (fields: LeadFields): readonly string[] =>
  Object.keys(fields).map((name) => `lead.fields.${name}`);

/**
 * The links that every mail has, and whether an author writes them. They go through the same function as a content's own links.
 * `honeypot` is put in by the compiler; no person sees it.
 */
export const standardLinks = {
  unsubscribe: { written: true },
  preferences: { written: true },
  pixel: { written: false },
  honeypot: { written: false },
} as const satisfies Record<string, { written: boolean }>;

/** The facts about the lead, the rep and the sender that fill the standard placeholders. */
export interface StandardValues {
  /** `timeZone` (IANA) and `country` (ISO 3166) decide how instants are written. */
  readonly lead: {
    readonly firstName: string | null;
    readonly company: string | null;
    readonly timeZone: string;
    readonly country: string | null;
    /** Those of the app. */
    readonly fields?: SavedFields;
  };
  readonly rep: { readonly name: string; readonly title: string | null; readonly phone: string | null };
  /** Where the consent to marketing comes from, and when it was given; undefined if there is none. */
  readonly consent?: { readonly source: string; readonly at: Instant } | undefined;
  /** `address` is the postal address that every commercial mail must carry. */
  readonly sender: { readonly name: string; readonly address: string };
  /** The address below which pictures are hosted, without a slash at the end. */
  readonly pictures: string;
  /** The mail itself: `id` is another one in each mail, and the same when it is made again; `at`, when it goes out. */
  readonly message: { readonly id: string; readonly at: Instant };
}

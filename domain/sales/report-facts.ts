import type { OutcomeReport } from '../lead/messages.ts';
import { dispositionFields, type DispositionFieldSpec } from './dispositions.ts';

/** The facts of a report that the workflow may get. */
type Facts = Pick<OutcomeReport, 'until' | 'track' | 'recycleReason' | 'meetingAt' | 'channels' | 'owner'>;
/** The same under the names of the fields in which the rep gives them. */
type Details = Omit<Facts, 'until'> & { readonly at?: Facts['until'] };

/**
 * The facts in the details of a report, under the workflow's names; the rep's own words are not among them. An absent fact has no key,
 * because `requestOf` hashes the keys of a message.
 */
export const factsOf = (details: Undefinable<Details>): Facts =>
  Object.fromEntries(
    Object.entries<DispositionFieldSpec>(dispositionFields).flatMap(([field, { fact }]) => {
      const value = (details as Readonly<Record<string, unknown>>)[field];
      return fact !== undefined && (value ?? '') !== '' ? [[fact, value]] : [];
    }),
  );

type Undefinable<T> = { readonly [K in keyof T]: T[K] | null | undefined };

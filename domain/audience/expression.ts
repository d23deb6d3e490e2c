import type { CoreChannel } from '../contact/suppression.ts';
import type { FieldValue } from '../people/lead-fields.ts';
import type { CalendarDuration } from '../time/duration.ts';

/** Whom a list, a campaign or a report is about: terms that are true or false of a lead, and what combines them. Plain JSON. */
export type Expression =
  | { readonly all: readonly Expression[] }
  | { readonly any: readonly Expression[] }
  | { readonly not: Expression }
  | Term;

/** The terms, each by the part that only it has. */
export interface Terms {
  readonly field: FieldTerm;
  readonly engaged: EngagedTerm;
  readonly sent: SentTerm;
  readonly reachable: { readonly reachable: CoreChannel };
  /** By its name or id: leads that are in it now or, with `ever`, also those that were. */
  readonly campaign: { readonly campaign: string; readonly ever?: boolean };
  /** Leads in the file, including those that were known before; with `isNew`, only those that came with it. */
  readonly importId: { readonly importId: string; readonly isNew?: boolean };
  readonly leadIds: { readonly leadIds: readonly string[] };
  readonly segment: { readonly segment: string };
  readonly everybody: { readonly everybody: true };
}

export type TermKind = keyof Terms;
export type Term = Terms[TermKind];

/** What is known of a lead: one of some values, in a range with both ends, a text with a part, a recent day, a day soon, or anything at all. */
export interface FieldTerm {
  readonly field: string;
  readonly is?: readonly FieldValue[];
  readonly from?: FieldValue;
  readonly to?: FieldValue;
  readonly has?: string;
  readonly within?: CalendarDuration;
  /** From today on. */
  readonly next?: CalendarDuration;
  readonly known?: boolean;
}

/** What a lead did, by itself: fetches of a machine do not count. */
export interface EngagedTerm {
  readonly engaged: string;
  readonly content?: string;
  readonly page?: string;
  readonly reply?: string;
  readonly answer?: string;
  /** How it arrived, such as `form/demo`. */
  readonly source?: string;
  readonly within?: CalendarDuration;
  /** 1 if missing. */
  readonly atLeast?: number;
}

/** What a lead was sent; `anything` for whatever content. */
export interface SentTerm {
  readonly sent: string;
  readonly within?: CalendarDuration;
  /** 1 if missing. */
  readonly atLeast?: number;
}

/** The expressions that an expression combines; none for a term. */
export function partsOf(expression: Expression): readonly Expression[] {
  if ('all' in expression) return expression.all;
  if ('any' in expression) return expression.any;
  return 'not' in expression ? [expression.not] : [];
}

/** The same expression with other parts. */
export function withParts(expression: Expression, change: (part: Expression) => Expression): Expression {
  if ('all' in expression) return { all: expression.all.map(change) };
  if ('any' in expression) return { any: expression.any.map(change) };
  return 'not' in expression ? { not: change(expression.not) } : expression;
}

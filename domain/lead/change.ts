import type { LeadValues } from '../people/lead-values.ts';

/** What changed in one field of a lead. */
export interface Change {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What differs between two states of a lead. Whether its zone is certain is no news to anybody. */
export const changesBetween = (before: LeadValues, after: LeadValues): readonly Change[] =>
  (Object.keys(after) as (keyof LeadValues)[]).flatMap((field) =>
    field === 'zoneSure' || before[field] === after[field] ? [] : [{ field, before: before[field], after: after[field] }],
  );

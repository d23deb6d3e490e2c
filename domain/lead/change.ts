import type { LeadValues } from '../people/lead-values.ts';

/** A change of one field of a lead. */
export interface Change {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The differences between two states of a lead, except whether its zone is certain, which no one wants to read. */
export const changesBetween = (before: LeadValues, after: LeadValues): readonly Change[] =>
  (Object.keys(after) as (keyof LeadValues)[]).flatMap((field) =>
    field === 'zoneSure' || before[field] === after[field] ? [] : [{ field, before: before[field], after: after[field] }],
  );

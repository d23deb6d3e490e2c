import type { SavedFields } from '../people/lead-fields.ts';
import type { LeadValues } from '../people/lead-values.ts';
import { own } from '../text/own.ts';

/** A change of one field of a lead. */
export interface Change {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What differs between two states of a lead. Whether its zone is certain is not worth a line. */
export function changesBetween(before: LeadValues, after: LeadValues): readonly Change[] {
  const [was, is] = [asTexts(before), asTexts(after)];
  return [...new Set([...Object.keys(is), ...Object.keys(was)])].flatMap((field) => {
    const change = { field, before: own(was, field) ?? null, after: own(is, field) ?? null };
    return field === 'zoneSure' || change.before === change.after ? [] : [change];
  });
}

const asTexts = ({ fields, zoneSure, ...values }: LeadValues): Readonly<Record<string, string | null>> => ({
  ...values,
  ...texts({ zoneSure, ...fields }),
});

const texts = (values: SavedFields): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));

import {
  fieldKey,
  fieldKinds,
  type FieldKey,
  type FieldKind,
  type FieldSpec,
  type FieldValue,
  type LeadFields,
} from '../../domain/people/lead-fields.ts';
import { own } from '../../domain/text/own.ts';
import { isPlaceholder } from '../../domain/text/placeholder.ts';
import { badRequest, unknownName } from '../procedures/refusal.ts';
import { yesOrNo } from './answers.ts';
import { readDate, type DateOrder } from './dates.ts';
import { plain } from './headers.ts';
import type { Cells } from './person-of-row.ts';

type Read = (text: string, spec: FieldSpec, order: DateOrder | undefined) => FieldValue | undefined;

/** How a text is read as the value of a field of the app; undefined: it is none. */
const readers: Readonly<Record<FieldKind, Read>> = {
  text: (text) => (isPlaceholder(text) ? undefined : text),
  number: numberIn,
  date: (text, _, order) => dayOf(readDate(text, order)),
  boolean: yesOrNo,
  choice: (text, { choices = [] }) => {
    const same = choices.filter((choice) => plain(choice) === plain(text));
    return same.length === 1 ? same[0] : undefined;
  },
};

const dayOf = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString().slice(0, 10);

/** 1,200 is another number in English than in German. */
const ambiguous = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;
/** The ways to write a number, each with the sign that sets thousands apart in it. */
const numbers: readonly (readonly [RegExp, string])[] = [
  [/^[+-]?\d{1,15}(?:[.,]\d{1,15})?$/, ''],
  [/^[+-]?\d{1,3}(?:(?:,\d{3}){1,4}\.\d{1,9}|(?:,\d{3}){2,4})$/, ','],
  [/^[+-]?\d{1,3}(?:(?:\.\d{3}){1,4},\d{1,9}|(?:\.\d{3}){2,4})$/, '.'],
];

function numberIn(text: string): number | undefined {
  const bare = text.replaceAll(/(?<=\d)[ \u00a0\u202f'’](?=\d{3})/g, '');
  const [, thousands] = (!ambiguous.test(bare) && numbers.find(([shape]) => shape.test(bare))) || [];
  return thousands === undefined ? undefined : Number(bare.replaceAll(thousands, '').replace(',', '.'));
}

/** The value of a field, from a text or as a program sends it; undefined when it is none. */
export const readField = (spec: FieldSpec, said: FieldValue, order?: DateOrder): FieldValue | undefined =>
  fieldKinds[spec.kind].holds(said, spec) && spec.kind !== 'text' ? said : readers[spec.kind](String(said), spec, order);

/** What a row says of the fields of the app. A value that is not understood is told, and not taken. */
export function fieldsOf(
  cells: Cells,
  fields: LeadFields,
  dates: Readonly<Partial<Record<FieldKey, DateOrder | undefined>>> = {},
): Record<FieldKey, FieldValue> {
  const values: Record<FieldKey, FieldValue> = {};
  for (const [name, spec] of Object.entries(fields)) {
    const key = fieldKey(name);
    const said = cells.given(key);
    const value = said === undefined ? undefined : readField(spec, said, dates[key]);
    if (value !== undefined) values[key] = value;
    else if (said !== undefined && !isPlaceholder(said)) cells.miss(key, said, `is not ${fieldKinds[spec.kind].wants(spec)}`);
  }
  return values;
}

/**
 * What a caller says of the fields of the app, by their names; null forgets a value.
 * @throws Refusal for a field that the app does not have, and for a value that is not understood
 */
export const fieldsOrThrow = (
  fields: LeadFields,
  said: Readonly<Record<string, FieldValue | null>> = {},
): Record<FieldKey, FieldValue | null> =>
  Object.fromEntries(
    Object.entries(said).map(([name, value]) => {
      fieldOrThrow(fields, name);
      return [fieldKey(name), value === null ? null : valueOrThrow(fields, name, value)];
    }),
  );

/** The value of a field of the app. @throws Refusal for a field that the app does not have, and for what is none of its values */
function valueOrThrow(fields: LeadFields, name: string, said: FieldValue): FieldValue {
  const spec = fieldOrThrow(fields, name);
  const value = readField(spec, said);
  if (value !== undefined) return value;
  throw badRequest(
    'fieldInvalid',
    `"${String(said)}" is not a value of the field "${name}".`,
    said,
    `Expected ${fieldKinds[spec.kind].wants(spec)}.`,
  );
}

/** A field of the app. @throws Refusal when there is none of this name */
export function fieldOrThrow(fields: LeadFields, name: string): FieldSpec {
  const spec = own(fields, name);
  if (spec) return spec;
  const names = Object.keys(fields);
  const none = 'The app has no fields of its own; it would declare them in its policy.';
  throw unknownName('field', name, names, { field: `fields.${name}`, todo: names.length === 0 ? none : undefined });
}

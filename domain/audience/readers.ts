import { fieldKinds, type FieldSpec, type FieldValue } from '../people/lead-fields.ts';
import { suggestion } from '../text/did-you-mean.ts';
import { isCalendarDuration, milliseconds, YEAR } from '../time/duration.ts';
import { sameName, type AudienceField } from './names.ts';

/** Reads one part of a term; it tells what is wrong with it, and then returns undefined. */
export type Reader = (said: unknown, tell: (fault: string) => undefined) => unknown;

/** The most characters of a text, and the most values of a list. */
const LONGEST = 500;
const MOST_VALUES = 100_000;

const isText = (said: unknown): said is string => typeof said === 'string' && said !== '' && said.length <= LONGEST;
const quoted = (said: unknown): string => JSON.stringify(said) ?? 'nothing';

export const words: Reader = (said, tell) =>
  isText(said) ? said : tell(`expected a text of at most ${LONGEST} characters, got ${quoted(said).slice(0, 50)}`);

/** One of some names. @param what they are the names of */
export const nameIn =
  (what: string, names: readonly string[]): Reader =>
  (said, tell) => {
    const text = String(said);
    return (
      sameName(text, names) ??
      tell(`there is no ${what} ${quoted(text.slice(0, LONGEST))}. ${suggestion(text.slice(0, 100), names)}`)
    );
  };

export const yesOrNo: Reader = (said, tell) =>
  typeof said === 'boolean' ? said : tell(`expected true or false, got ${quoted(said)}`);

export const isTrue: Reader = (said, tell) => (said === true ? said : tell(`expected true, got ${quoted(said)}`));

export const times: Reader = (said, tell) =>
  Number.isInteger(said) && Number(said) >= 1 && Number(said) <= 1_000
    ? said
    : tell(`expected a whole number from 1 to 1,000, got ${quoted(said)}`);

export const span: Reader = (said, tell) =>
  typeof said === 'string' && isCalendarDuration(said) && milliseconds(said) > 0 && milliseconds(said) <= 20 * YEAR
    ? said
    : tell(`expected a duration such as "30 days", got ${quoted(said)}`);

export const listOf =
  (one: Reader): Reader =>
  (said, tell) => {
    const list: readonly unknown[] = Array.isArray(said) ? said : [said];
    if (list.length === 0 || list.length > MOST_VALUES) return tell(`expected between 1 and ${MOST_VALUES} values`);
    return list.map((value) => one(value, tell));
  };

/** The value of a field, as JSON has it or as people type it. */
export const valueOf =
  (field: AudienceField | undefined): Reader =>
  (said, tell) => {
    // An unknown field is told once, by its name.
    if (!field) return undefined;
    if (field.kind === 'choice') return nameIn(field.label, field.choices ?? [])(said, tell);
    const value = typed(field, said);
    const wants = field.wants ?? wantsOf(field);
    return value ?? tell(`${field.label}: expected ${wants}, got ${quoted(said).slice(0, 50)}`);
  };

const wantsOf = (field: AudienceField): string =>
  (fieldKinds[field.kind] as { wants(spec: FieldSpec): string }).wants(specOf(field));

const specOf = ({ label, kind, choices }: AudienceField): FieldSpec => ({ label, kind, choices, personal: true });

function typed(field: AudienceField, said: unknown): FieldValue | undefined {
  const { kind, read } = field;
  const spec = specOf(field);
  const value = kind === 'number' && isText(said) ? numberIn(said) : kind === 'boolean' ? truthOf(said) : said;
  if (!fieldKinds[kind].holds(value, spec) || (typeof value === 'string' && !isText(value))) return undefined;
  return typeof value === 'string' && read ? read(value) : (value as FieldValue);
}

/** Three digits after a mark may be thousands, and 0x10 means something else to those who type it. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.(?!\d{3}$)\d+)?$/;
const numberIn = (said: string): number => (NUMBER.test(said) ? Number(said) : Number.NaN);

const truthOf = (said: unknown): unknown => (said === 'yes' ? true : said === 'no' ? false : said);

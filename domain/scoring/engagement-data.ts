import { unless } from '../policy/unless.ts';
import type { Register } from '../register.ts';
import { isName } from '../text/is-name.ts';
import { own } from '../text/own.ts';
import { minuteInWords } from '../text/words.ts';
import type { Instant } from '../time/clock.ts';

/** A value in the data of an engagement; an instant in milliseconds. */
export type DataValue = string | number | boolean;

/** What one engagement was about, such as which webinar. Programs read it, so it holds codes and numbers, and nothing personal. */
export type EngagementData = Readonly<Record<string, DataValue>>;

interface DataKindSpec {
  /** What a value must be, in words. */
  readonly wants: string;
  /** The value that a text from outside means. */
  readonly inText: (text: string) => DataValue;
  readonly holds: (value: DataValue) => boolean;
  /** The value in a lead's story; by default as it is. */
  readonly inWords?: (value: DataValue) => string;
}

/** The last instant that is plausible. */
const LATEST = Date.UTC(2200, 0);
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** What a field of an engagement can hold. */
export const dataKinds = {
  // No name of two words, sentence or address is a code, so that none ends up in Temporal by mistake.
  text: {
    wants: 'a code of up to 100 letters, digits and . _ : / - that begins with a letter or a digit, such as spring-2027',
    inText: (text) => text,
    holds: (value) => typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/.test(value),
  },
  number: {
    wants: 'a number such as 3 or 12.5',
    inText: (text) => (/^-?\d{1,15}(?:\.\d{1,9})?$/.test(text) ? Number(text) : text),
    holds: (value) => Number.isFinite(value),
  },
  boolean: {
    wants: 'true or false',
    inText: (text) => (text === 'true' || text === 'false' ? text === 'true' : text),
    holds: (value) => typeof value === 'boolean',
  },
  instant: {
    wants: 'an instant with its offset, such as 2026-12-24T09:00:00+01:00',
    inText: (text) => (INSTANT.test(text) ? Date.parse(text) : text),
    holds: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= LATEST,
    inWords: (value) => minuteInWords(Number(value)),
  },
} as const satisfies Record<string, DataKindSpec>;

export type DataKind = keyof typeof dataKinds;

/** The data that engagements of a kind come with: what each field holds, by its name. */
export type DataFields = Readonly<Record<string, DataKind>>;

/** The value of a field, as another system or a form says it; undefined when it is none. */
export function readData(kind: DataKind, said: DataValue): DataValue | undefined {
  const { inText, holds } = dataKinds[kind];
  const value = typeof said === 'string' ? inText(said) : said;
  return holds(value) ? value : undefined;
}

/** The data of an engagement as a lead's story shows it: `webinar spring-2027, seats 3`. */
export const dataInWords = (fields: DataFields, data: EngagementData): string =>
  // Postgres saves the fields of an object in an order of its own.
  [...new Set([...Object.keys(fields), ...Object.keys(data)])]
    .filter((field) => Object.hasOwn(data, field))
    .map((field) => `${field} ${inWords(own(fields, field), data[field]!)}`)
    .join(', ');

function inWords(kind: DataKind | undefined, value: DataValue): string {
  const spec: DataKindSpec | undefined = kind && dataKinds[kind];
  return spec?.inWords?.(value) ?? String(value);
}

/** A signal carries all of it, and Postgres saves all of it with each engagement. */
const MOST_FIELDS = 10;

/** What is wrong with the data that an app declares for a kind. */
export const dataFaults = (data: DataFields): string[] => [
  ...unless(Object.keys(data).length <= MOST_FIELDS, `data: expected at most ${MOST_FIELDS} fields`),
  ...Object.entries(data).flatMap(([field, kind]) => [
    ...unless(isName(field), `data.${field}: expected a name of letters and digits that begins with a lower-case letter`),
    ...unless(
      Object.hasOwn(dataKinds, kind),
      `data.${field}: expected ${Object.keys(dataKinds).join(', ')}, got "${String(kind)}"`,
    ),
  ]),
];

/** The kinds of engagement that an app has registered. */
type Rows = Register extends { readonly engagements: infer Rows } ? Rows : {};

interface ValueTypes {
  text: string;
  number: number;
  boolean: boolean;
  instant: Instant;
}

/** The data of a kind of engagement, as the app has registered it. A field that no system has told is undefined. */
export type DataOf<Kind extends string> = Kind extends keyof Rows
  ? Rows[Kind] extends { readonly data: infer Fields }
    ? { readonly [Field in keyof Fields]?: Fields[Field] extends DataKind ? ValueTypes[Fields[Field]] : never }
    : {}
  : {};

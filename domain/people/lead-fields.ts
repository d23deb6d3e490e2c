import { unless } from '../policy/unless.ts';
import type { NamesOf, Register } from '../register.ts';
import { own } from '../text/own.ts';
import type { Instant } from '../time/clock.ts';

/** What a field can hold. A date is saved as `2026-12-24`, a choice as it is listed. */
export type FieldValue = string | number | boolean;

interface FieldKindRow {
  /** What must be said of a field, in words. */
  wants(spec: FieldSpec): string;
  holds(value: unknown, spec: FieldSpec): boolean;
}

/** The kinds of field that an app can add to its leads. */
export const fieldKinds = {
  text: { wants: () => 'a text', holds: (value) => typeof value === 'string' },
  number: { wants: () => 'a number such as 1200 or 12.5', holds: (value) => Number.isFinite(value) },
  date: { wants: () => 'a date such as 2026-12-24', holds: (value) => typeof value === 'string' && isDate(value) },
  boolean: { wants: () => 'yes or no', holds: (value) => typeof value === 'boolean' },
  choice: {
    wants: ({ choices = [] }) => `one of ${choices.join(', ')}`,
    holds: (value, { choices = [] }) => choices.some((choice) => choice === value),
  },
} as const satisfies Record<string, FieldKindRow>;

export type FieldKind = keyof typeof fieldKinds;

const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

/** A field that an app adds to its leads. */
export interface FieldSpec {
  readonly label: string;
  readonly kind: FieldKind;
  /** What a field of the kind `choice` can be. */
  readonly choices?: readonly string[];
  /** The columns of files and the inputs of forms that hold it, besides its name and its label, in any case and spacing. */
  readonly headers?: readonly string[];
  /** Whether it can say who the person is. Personal fields never go to Temporal: emails and the API know them, programs do not. */
  readonly personal: boolean;
}

/** The fields that an app adds to its leads, by the names under which programs and emails know them. */
export type LeadFields = Readonly<Record<string, FieldSpec>>;

/** The fields of one lead, as they are saved. */
export type SavedFields = Readonly<Record<string, FieldValue>>;

/** A field of the app among the standard ones: what a source says of `fields.seats`. */
export type FieldKey = `fields.${string}`;

export const fieldKey = (name: string): FieldKey => `fields.${name}`;
export const isFieldKey = (key: string): key is FieldKey => key.startsWith('fields.');
export const fieldNamed = (key: FieldKey): string => key.slice('fields.'.length);

/** The fields that an app has registered. */
type Rows = Register extends { readonly fields: infer Rows } ? Rows : {};

/** The name of a field of the app. */
export type FieldName = NamesOf<'fields', never>;

/** What programs and rules read in a field of each kind; a date is the instant at which it begins in UTC. */
interface FieldTypes {
  text: string;
  number: number;
  date: Instant;
  boolean: boolean;
}

type TypeOf<Spec> = Spec extends { readonly kind: 'choice'; readonly choices: readonly (infer Choice)[] }
  ? Choice
  : Spec extends { readonly kind: infer Kind extends keyof FieldTypes }
    ? FieldTypes[Kind]
    : never;

/** The fields of a lead, as the app has registered them. */
export type AppFields = { readonly [Name in keyof Rows]?: TypeOf<Rows[Name]> };

/** The fields of a lead that its program may read: those that are registered as not personal. */
export type ProgramFields = {
  readonly [Name in keyof Rows as Rows[Name] extends { readonly personal: false } ? Name : never]?: TypeOf<Rows[Name]>;
};

/** The value of a field; undefined when there is none, or one that was saved when the app declared the field otherwise. */
export function fieldValue(spec: FieldSpec, saved: SavedFields, name: string): FieldValue | undefined {
  const value = own(saved, name);
  return value !== undefined && fieldKinds[spec.kind].holds(value, spec) ? value : undefined;
}

/** The fields of a lead as programs and rules read them. */
export const readFields = (fields: LeadFields, saved: SavedFields): SavedFields =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, spec]) => {
      const value = fieldValue(spec, saved, name);
      if (value === undefined) return [];
      return [[name, spec.kind === 'date' ? Date.parse(String(value)) : value]];
    }),
  );

/** What of a lead's fields may go to Temporal. */
export const fieldFacts = (fields: LeadFields, saved: SavedFields): SavedFields =>
  readFields(Object.fromEntries(Object.entries(fields).filter(([, { personal }]) => !personal)), saved);

/** What is wrong with what an app says of its fields. */
export const fieldFaults = (fields: LeadFields): string[] =>
  Object.entries(fields).flatMap(([name, spec]) => {
    const { label, kind, choices = [], personal } = spec;
    return [
      ...unless(/^[a-z][A-Za-z0-9]*$/.test(name), `${name}: expected a name of letters and digits, such as "seats"`),
      ...unless(label.trim() !== '', `${name}: label: expected a text`),
      ...unless(
        Object.hasOwn(fieldKinds, kind),
        `${name}: kind: expected ${Object.keys(fieldKinds).join(', ')}, got "${String(kind)}"`,
      ),
      ...unless(
        kind === 'choice' ? new Set(choices).size === choices.length && choices.length > 0 : choices.length === 0,
        kind === 'choice' ? `${name}: choices: expected at least one, each once` : `${name}: choices: a ${kind} has none`,
      ),
      ...unless(typeof personal === 'boolean', `${name}: personal: expected true or false`),
      // Who types a text may type a name: programs branch on choices.
      ...unless(
        kind !== 'text' || personal,
        `${name}: personal: a text can hold anything, so it is personal; a choice need not be`,
      ),
    ];
  });

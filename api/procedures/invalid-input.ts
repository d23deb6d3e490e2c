import type { ZodError, core } from 'zod';
import { nearest } from '../../domain/text/did-you-mean.ts';
import { quantity } from '../../domain/text/words.ts';
import { own } from '../../domain/text/own.ts';
import { defOf } from './redact.ts';

/** What the caller sent, and the schema that refused it. */
export interface Sent {
  readonly input?: unknown;
  readonly schema?: unknown;
}

type Issue = core.$ZodIssue;
type Path = readonly PropertyKey[];

/** One fault of an input, in words. */
export interface Fault {
  readonly message: string;
  readonly field?: string;
  readonly expected?: string;
  readonly didYouMean?: string;
}

/** The faults of an input in words, those with a suggestion first. */
export const faultsOf = (error: ZodError, sent: Sent = {}): readonly Fault[] =>
  error.issues
    .flatMap((issue) => faultsIn(issue, [], sent))
    .toSorted((a, b) => Number(a.didYouMean === undefined) - Number(b.didYouMean === undefined));

function faultsIn(issue: Issue, above: Path, sent: Sent): readonly Fault[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownField(path, key, sent));
  const branches = issue.code === 'invalid_union' && !isOurs(issue) ? issue.errors : [];
  // A caller means the branch that they almost got right.
  const [nearestBranch] = branches.toSorted((a, b) => a.length - b.length);
  if (nearestBranch?.some(({ path: inside, code }) => inside.length > 0 || code === 'unrecognized_keys'))
    return nearestBranch.flatMap((each) => faultsIn(each, path, sent));
  return [wrongValue(path, [...new Set(branches.flat().map(expectedBy))].join(' or ') || expectedBy(issue), issue, sent)];
}

function unknownField(path: Path, key: string, { schema }: Sent): Fault {
  const known = fieldsAt(schema, path);
  return {
    field: [...path, key].join('.'),
    message: `There is no field "${key}"${path.length > 0 ? ` in ${path.join('.')}` : ''}.`,
    expected: known.length > 0 ? `one of ${known.join(', ')}` : 'no fields',
    didYouMean: nearest(key, known),
  };
}

function wrongValue(path: Path, expected: string, issue: Issue, { input }: Sent): Fault {
  const value = path.reduce<unknown>(
    (part, name) => (isObject(part) && Object.hasOwn(part, name) ? part[name] : undefined),
    input,
  );
  const field = path.join('.');
  const isMissing = input !== undefined && value === undefined;
  const values = issue.code === 'invalid_value' ? issue.values.map(String) : [];
  return {
    field: field || undefined,
    message: `${field || 'The input'}${isMissing ? ' is missing' : ''}: expected ${expected}.`,
    expected,
    didYouMean: typeof value === 'string' ? nearest(value, values) : undefined,
  };
}

const isObject = (value: unknown): value is Record<PropertyKey, unknown> => typeof value === 'object' && value !== null;

/** Our own messages say what is expected. */
const EXPECTED = /^expected /;
const isOurs = ({ message }: Issue): boolean => EXPECTED.test(message);

/** What a schema takes, in words. */
function expectedBy(issue: Issue): string {
  if (isOurs(issue)) return issue.message.replace(EXPECTED, '');
  switch (issue.code) {
    case 'invalid_type':
      return own(types, issue.expected) ?? issue.expected;
    case 'invalid_value':
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${limitIn(issue.minimum, issue.origin)}`;
    case 'too_big':
      return `${issue.inclusive === false ? 'less than' : 'at most'} ${limitIn(issue.maximum, issue.origin)}`;
    case 'invalid_format':
      return own(formats, issue.format) ?? `a text of the format ${issue.format}`;
    default:
      return lowerFirst(issue.message);
  }
}

/** The fields of an input that hold a value; an instant may be written in several ways. */
export const placesOf = (value: unknown, input: unknown, path: Path = []): readonly string[] =>
  isObject(input)
    ? Object.entries(input).flatMap(([name, part]) => placesOf(value, part, [...path, name]))
    : input === value || isSameInstant(input, value)
      ? [path.join('.')]
      : [];

const isSameInstant = (a: unknown, b: unknown): boolean => instantIn(a) === instantIn(b);

/** Not a number for what is no instant, which equals nothing: `Date.parse` alone takes "Spring 3" for one. */
function instantIn(said: unknown): number {
  if (typeof said === 'number') return said;
  return typeof said === 'string' && /^\d{4}-\d\d-\d\d/.test(said) ? Date.parse(said) : Number.NaN;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const units: Readonly<Record<string, string>> = { string: 'character', array: 'element' };

/** A limit with its unit: `1 character`. */
function limitIn(limit: number | bigint, origin: string): string {
  const unit = own(units, origin);
  return unit === undefined ? String(limit) : quantity(Number(limit), unit);
}

const types: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

const formats: Readonly<Record<string, string>> = {
  uuid: 'an id, such as 019f0c4e-7a52-7d7b-8c2a-5b1f6f3a9d10',
  email: 'an address, such as ann@example.com',
  date: 'a date, such as 2026-12-24',
  datetime: 'an instant with its offset, such as 2026-12-24T09:00:00+01:00',
};

/** The names of the fields at a place in a schema. */
function fieldsAt(schema: unknown, [first, ...rest]: Path): readonly string[] {
  const { shape, element, options, innerType, in: taken, keyType } = defOf(schema);
  const inner = innerType ?? taken;
  if (inner !== undefined) return fieldsAt(inner, first === undefined ? [] : [first, ...rest]);
  if (options) return [...new Set(options.flatMap((option) => fieldsAt(option, first === undefined ? [] : [first, ...rest])))];
  if (first === undefined) return Object.keys(shape ?? defOf(keyType).entries ?? {});
  return fieldsAt(element ?? shape?.[String(first)], rest);
}

import { z } from 'zod';
import { isCurrency } from '../../domain/sales/deals-policy.ts';
import { onOneLine, storable } from '../import/cell-text.ts';
import { badRequest } from './refusal.ts';

/** The most characters of an incoming text, by its kind. A longer text is refused. */
export const longest = {
  /** The name of a campaign, a source, a person or a column. It may be in an index, which takes 2,704 bytes. */
  name: 200,
  /** An id that we created or the caller chose; printable ASCII. */
  key: 200,
  /** A source in the URL of a form. */
  label: 80,
  /** A cell, an outcome, the URL of a page. */
  line: 500,
  /** A consent sentence, or the name of a column. */
  sentence: 1_000,
  /** A person's text of several lines. */
  words: 10_000,
} as const;

type Kind = keyof typeof longest;

const cleaned = (kind: Kind, text: string): string => (kind === 'words' ? storable(text) : onOneLine(storable(text))).trim();

/** A text as Postgres can hold it: without NUL, invisible characters and lone surrogates; on one line, except for `words`. */
export const text = (kind: Exclude<Kind, 'key'> = 'line') =>
  z
    .string()
    .transform((given) => cleaned(kind, given))
    .pipe(z.string().min(1, 'expected a text').max(longest[kind]));

/** The same, but it may be empty. */
export const textOrNothing = (kind: Exclude<Kind, 'key'> = 'line') =>
  z
    .string()
    .transform((given) => cleaned(kind, given))
    .pipe(z.string().max(longest[kind]));

/** An id of a touch, a program, a track, a content or a request; it is looked up unchanged. */
export const key = z
  .string()
  .max(longest.key)
  .regex(/^[ -~]+$/, 'expected printable ASCII characters');

/** An email address; SMTP takes no longer one. */
export const emailAddress = z.email().max(254);

/** Values by names. The program that they are for says what each may be. */
export const inputValues = z.record(
  z.string().max(longest.name),
  z.union([z.string().max(longest.line), z.number(), z.boolean()]),
);

/** The largest integer in Postgres. */
export const INT4 = 2_147_483_647;

/** A whole number that fits Postgres' integer. */
export const whole = (least: number, most = INT4) => z.int().min(least).max(most);

/** Below ten thousand million, with two decimals: `numeric(12, 2)`. */
const amountOfMoney = z.number().max(9_999_999_999.99);
export const money = amountOfMoney.nonnegative();
/** Money that is more than nothing. */
export const someMoney = amountOfMoney.positive();

/** The code of a currency: ISO 4217. */
export const currencyInput = z.string().refine(isCurrency, 'expected a code of ISO 4217, such as EUR');

/** An amount that may be fractional: 0.5 days. */
export const amount = (most: number) => z.number().min(0).max(most);

/** A file of leads as text. Reading it makes each cell a text that Postgres can hold. */
export const csvFile = z.string().min(1);

/** The same as rows: cells by column name. */
export const rowsOfFile = z.array(z.record(z.string(), z.string())).min(1).max(50_000);

/** The id of an API key. */
export const keyIdInput = z
  .string()
  .regex(/^[0-9a-f]{12}$/, 'expected the id of a key, which is the part between its underscores');

/** SHA-256 of a secret of 32 characters, in hex. */
export const secretHash = z.string().regex(/^[0-9a-f]{64}$/, 'expected SHA-256 in hex');

/** Nesting of arrays and objects; no input of ours has more than five levels. */
const DEEPEST = 32;

/** @throws Refusal for a value that nests deeper than any valid input: traversing it must not exhaust the stack */
export function mustBeShallow(value: unknown): void {
  let level = [value].filter(isObject);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === DEEPEST)
      throw badRequest(
        'inputTooDeep',
        `The input nests deeper than ${DEEPEST} levels.`,
        undefined,
        'Send only what the procedure asks for.',
      );
    level = level.flatMap((part) => Object.values(part).filter(isObject));
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

import { z } from 'zod';
import { onOneLine, storable } from '../import/cell-text.ts';
import { badRequest } from './refusal.ts';

/** The most characters of a text that comes in, by what it is. What is longer is refused with a sentence. */
export const longest = {
  /** What a campaign, a source, a person or a column is called. It may stand in an index, which takes 2,704 bytes. */
  name: 200,
  /** An id that we gave, or that the caller chose; printable ASCII. */
  key: 200,
  /** A source, as the address of a form carries it. */
  label: 80,
  /** A cell, an outcome, an address of a page. */
  line: 500,
  /** A sentence that somebody agreed to, or the name of a column. */
  sentence: 1_000,
  /** What somebody writes, over several lines. */
  words: 10_000,
} as const;

type Kind = keyof typeof longest;

const cleaned = (kind: Kind, text: string): string => (kind === 'words' ? storable(text) : onOneLine(storable(text))).trim();

/** A text as Postgres can hold it: without NUL, marks that nobody sees and halves of letters; one line, but for `words`. */
export const text = (kind: Exclude<Kind, 'key'> = 'line') =>
  z
    .string()
    .transform((given) => cleaned(kind, given))
    .pipe(z.string().min(1, 'expected a text').max(longest[kind]));

/** The same, where nothing is a value as well. */
export const textOrNothing = (kind: Exclude<Kind, 'key'> = 'line') =>
  z
    .string()
    .transform((given) => cleaned(kind, given))
    .pipe(z.string().max(longest[kind]));

/** An id of a touch, a program, a track, a content, a request: it is looked up as it stands. */
export const key = z
  .string()
  .max(longest.key)
  .regex(/^[ -~]+$/, 'expected letters, digits and signs of ASCII');

/** The largest number that Postgres keeps as an integer. */
export const INT4 = 2_147_483_647;

/** A whole number that an integer of Postgres can hold. */
export const whole = (least: number, most = INT4) => z.int().min(least).max(most);

/** An amount: two decimals, below ten thousand million, which is `numeric(12, 2)`. */
export const money = z.number().nonnegative().max(9_999_999_999.99);

/** How much of something there is, in parts as well: 0.5 days. */
export const amount = (most: number) => z.number().min(0).max(most);

/** A file of leads, as a text. Its cells become texts that Postgres can hold when they are read, one by one. */
export const csvFile = z.string().min(1);

/** The same as rows: cells by the names of their columns. */
export const rowsOfFile = z.array(z.record(z.string(), z.string())).min(1).max(50_000);

/** The id of an API key. */
export const keyIdInput = z.string().regex(/^[0-9a-f]{12}$/, 'expected the part of a key between its underscores');

/** Levels of arrays and objects in each other; no input of ours has more than five. */
const DEEPEST = 32;

/** @throws Refusal for a value that nests deeper than any input does: what walks through it must not run out of stack */
export function mustBeShallow(value: unknown): void {
  let level = [value].filter(isObject);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === DEEPEST)
      throw badRequest(
        'inputTooDeep',
        `The input nests deeper than ${DEEPEST} levels.`,
        undefined,
        'Send what the procedure asks for.',
      );
    level = level.flatMap((part) => Object.values(part).filter(isObject));
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

import { minuteInWords } from '../text/words.ts';
import type { Instant } from '../time/clock.ts';
import { isCalendarDuration, milliseconds, type CalendarDuration } from '../time/duration.ts';
import type { Moment } from '../time/moment.ts';

/** A value as it is saved: an instant in milliseconds, a duration as it is written. */
export type InputValue = string | number | boolean;

interface InputKindRow {
  /** What is expected, in words. */
  readonly wants: string;
  /** The value in what somebody says; undefined when it is none. */
  readonly read: (said: unknown) => InputValue | undefined;
  /** Where a value lies between others; missing where values have no order. */
  readonly size?: (value: InputValue) => number;
  /** The value as people read it. */
  readonly shown: (value: InputValue) => string;
}

/** The kinds of values that a program is given. They go to Temporal, so none of them holds anything personal. */
export const inputKinds = {
  text: {
    wants: 'a code or a short text without @, such as spring-demo',
    read: (said) => (typeof said === 'string' && /^[^\p{C}@]{1,100}$/u.test(said.trim()) ? said.trim() : undefined),
    shown: String,
  },
  url: {
    wants: 'an https address',
    read: (said) => (typeof said === 'string' && /^https:\/\/[!-~]{1,490}$/.test(said) && URL.canParse(said) ? said : undefined),
    shown: String,
  },
  whole: {
    wants: 'a whole number',
    read: (said) => (Number.isSafeInteger(said) ? Number(said) : undefined),
    size: Number,
    shown: String,
  },
  boolean: {
    wants: 'true or false',
    read: (said) => (typeof said === 'boolean' ? said : undefined),
    shown: (value) => (value === true ? 'yes' : 'no'),
  },
  instant: {
    wants: 'an instant with its offset, such as 2026-12-24T09:00:00+01:00',
    read: readInstant,
    size: Number,
    shown: (value) => minuteInWords(Number(value)),
  },
  duration: {
    wants: "a duration, such as '5 days'",
    read: (said) => (typeof said === 'string' && isCalendarDuration(said) && lengthOf(said) > 0 ? said : undefined),
    size: (value) => lengthOf(String(value)),
    shown: String,
  },
} as const satisfies Record<string, InputKindRow>;

export type InputKind = keyof typeof inputKinds;

export const kindRow = (kind: InputKind): InputKindRow => inputKinds[kind];

/** What an app writes for a value of each kind. */
export interface SaidOfKind {
  text: string;
  url: string;
  whole: number;
  boolean: boolean;
  instant: Instant | string;
  duration: CalendarDuration;
}

/** What a program reads for a value of each kind. An instant can move while a lead waits for it. */
export interface ReadOfKind {
  text: string;
  url: string;
  whole: number;
  boolean: boolean;
  instant: Moment;
  duration: CalendarDuration;
}

/** An instant that was given in seconds is before it. */
const EARLIEST = Date.UTC(2000, 0);
const LATEST = Date.UTC(2200, 0);

function readInstant(said: unknown): Instant | undefined {
  const at = typeof said === 'string' && isDateAndTime(said) ? Date.parse(said) : said;
  return Number.isSafeInteger(at) && Number(at) >= EARLIEST && Number(at) <= LATEST ? Number(at) : undefined;
}

/** `Date.parse` takes 30 February for 2 March. */
function isDateAndTime(text: string): boolean {
  const [, day] = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return day !== undefined && !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
}

const lengthOf = (duration: string): number => milliseconds(duration as CalendarDuration);

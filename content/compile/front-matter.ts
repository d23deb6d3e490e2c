import { isAlias, isMap, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { suggestion } from '../../domain/text/did-you-mean.ts';
import type { ContentProblem } from './problem.ts';
import type { EmailSource } from './read-sources.ts';
import { commentsBehindValues, withPlainTexts } from './yaml-text.ts';

/** Reads the front matter of a file key by key, and collects problems with their lines. */
export interface FrontMatter {
  readonly problems: ContentProblem[];
  /** @param inside the keys below `key` */
  line(key: string, ...inside: readonly string[]): number;
  has(key: string): boolean;
  /** Reports a problem. @param inside the keys below `key` */
  complain(key: string, what: string, fix: string, ...inside: readonly string[]): void;
  /** A text on one line; if it isn't one, reports that and returns undefined. */
  text(key: string): string | undefined;
  oneOf<T extends string>(key: string, allowed: readonly T[]): T | undefined;
  listOf<T extends string>(key: string, allowed: readonly T[]): readonly T[] | undefined;
  flag(key: string): boolean;
  map(key: string): Readonly<Record<string, unknown>>;
}

/** Reports a problem of a link, a picture or an attachment, of which nothing is read then. @param inside the key that has it */
export type Complain = (what: string, fix: string, ...inside: readonly string[]) => undefined;

/** Reports problems of one thing in the map under a key. @param kind what messages call it */
export function complainOf(matter: FrontMatter, key: string, kind: string, name: string): Complain {
  return (what, fix, ...inside) => {
    matter.complain(key, `${kind} "${name}" ${what}`, fix, name, ...inside);
    return undefined;
  };
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as messages show it. */
export const shown = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'));

const isOneOf = <T extends string>(word: unknown, allowed: readonly T[]): word is T => allowed.some((one) => one === word);

interface Fault {
  readonly offset: number;
  readonly what: string;
  readonly fix: string;
}

const QUOTE = 'Put the whole value into quotes.';
/** Escapes that double quotes turn into other characters, such as a tab. Only the plain ones are certainly intended. */
const ESCAPE = /\\(?:\\|"|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})|(\\)/gi;

/** Finds what YAML would read as something other than text. */
function riddles(document: Document, text: string): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Node: (_, node) => {
      const [offset, end] = node.range ?? [0, 0];
      const fault = (what: string, fix = QUOTE): void => void faults.push({ offset, what, fix });
      if (isAlias(node)) return fault(`has "*${node.source}", which YAML takes for a reference.`);
      if (node.anchor !== undefined) fault(`has "&${node.anchor}", which YAML takes for a name.`);
      if (node.tag !== undefined) fault(`has "${node.tag}", which YAML takes for a type.`);
      if (isScalar(node) && node.type === 'QUOTE_DOUBLE' && [...text.slice(offset, end).matchAll(ESCAPE)].some(([, odd]) => odd))
        fault('has a backslash, which means something else in double quotes.', 'Put the value into single quotes.');
    },
  });
  return faults;
}

/** YAML's own errors, and everything that it would read differently from how it was written. */
const faultsOf = (document: Document, text: string): Fault[] => [
  ...[...document.errors, ...document.warnings].map(({ pos: [offset], message }) => ({
    offset,
    what: `isn't valid YAML: ${message.split('\n')[0] ?? ''}`,
    fix: 'Put values with a colon, a quote or a brace into quotes.',
  })),
  ...commentsBehindValues(text).map(({ offset, comment }) => ({
    offset,
    what: `has "${comment}", which YAML takes for a comment.`,
    fix: 'Put the whole value into quotes. A comment begins at the start of a line.',
  })),
  ...riddles(document, text),
];

/** Where the innermost of these keys begins that is there. */
function offsetOf(map: unknown, [key, ...inside]: readonly string[]): number | undefined {
  const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
  if (!pair || !isScalar(pair.key)) return undefined;
  return offsetOf(pair.value, inside) ?? pair.key.range?.[0];
}

/** Parses the YAML block of an email; `known` are its possible keys, `texts` the keys whose value is the rest of the line. */
export function readFrontMatter(
  source: EmailSource,
  { known, texts }: { known: readonly string[]; texts: readonly string[] },
): FrontMatter {
  const counter = new LineCounter();
  const text = withPlainTexts(source.frontMatter, texts);
  // The failsafe schema keeps what looks like a number, a date or a boolean as it was written.
  const document = parseDocument(text, { lineCounter: counter, schema: 'failsafe', prettyErrors: false });
  // +1: the line of --- comes first.
  const lineAt = (offset: number): number => counter.linePos(offset).line + 1;
  const faults = faultsOf(document, text);
  const problems: ContentProblem[] = faults.map(({ offset, what, fix }) => ({
    file: source.file,
    line: lineAt(offset),
    what,
    fix,
  }));
  const content: unknown = faults.length === 0 ? document.toJS() : {};
  const values = isRecord(content) ? content : {};

  const line: FrontMatter['line'] = (...keys) => {
    const at = offsetOf(document.contents, keys);
    return at === undefined ? 1 : lineAt(at);
  };
  const complain: FrontMatter['complain'] = (key, what, fix, ...inside) => {
    // If YAML can't read the block, a key only seems to be missing.
    if (faults.length === 0) problems.push({ file: source.file, line: line(key, ...inside), what, fix });
  };
  for (const key of Object.keys(values)) {
    if (!known.includes(key)) complain(key, `doesn't know "${key}".`, suggestion(key, known));
  }

  return {
    problems,
    line,
    has: (key) => Object.hasOwn(values, key),
    complain,
    text(key) {
      const value = values[key];
      if (typeof value !== 'string' || value.trim() === '') {
        complain(key, `${key} is missing or empty.`, `Add a line "${key}: …".`);
        return undefined;
      }
      const trimmed = value.trim();
      if (!/\p{Cc}/u.test(trimmed)) return trimmed;
      complain(key, `${key} has a line break or a tab.`, 'Write it on one line.');
      return undefined;
    },
    oneOf(key, allowed) {
      const value = values[key];
      if (isOneOf(value, allowed)) return value;
      if (value === undefined) complain(key, `${key} is missing.`, `Add a line "${key}: …". ${suggestion('', allowed)}`);
      else complain(key, `${key} is "${shown(value)}".`, suggestion(shown(value), allowed));
      return undefined;
    },
    listOf(key, allowed) {
      const value = values[key] ?? [];
      const list: unknown[] = Array.isArray(value) ? value : [value];
      if (list.length === 0) complain(key, `${key} is missing or empty.`, `Add a line "${key}: […]". ${suggestion('', allowed)}`);
      for (const twice of new Set(list.filter((one, n) => list.indexOf(one) < n)))
        complain(key, `${key} has "${shown(twice)}" twice.`, 'Drop one of them.');
      const good = list.filter((one) => isOneOf(one, allowed));
      for (const wrong of list.filter((one) => !isOneOf(one, allowed))) {
        complain(key, `${key} has "${shown(wrong)}".`, suggestion(shown(wrong), allowed));
      }
      return good.length === list.length ? good : undefined;
    },
    flag(key) {
      const value = values[key] ?? 'false';
      if (value !== 'true' && value !== 'false') complain(key, `${key} is "${shown(value)}".`, 'Write true or false.');
      return value === 'true';
    },
    map(key) {
      const value = values[key] ?? '';
      if (isRecord(value)) return value;
      if (value !== '') complain(key, `${key} isn't a map.`, 'Write one "name: …" a line under it, indented.');
      return {};
    },
  };
}

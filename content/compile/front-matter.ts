import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { suggestion } from '../did-you-mean.ts';
import type { ContentProblem } from './problem.ts';
import type { EmailSource } from './read-sources.ts';

/** The front matter of a file, read key by key; what is wrong is collected with its line. */
export interface FrontMatter {
  readonly keys: readonly string[];
  readonly problems: ContentProblem[];
  line(key: string): number;
  raw(key: string): unknown;
  complain(key: string, what: string, fix: string): void;
  /** A sentence or a word; `undefined` after complaining when it isn't one. */
  text(key: string): string | undefined;
  oneOf<T extends string>(key: string, allowed: readonly T[]): T | undefined;
  listOf<T extends string>(key: string, allowed: readonly T[]): readonly T[] | undefined;
  flag(key: string): boolean;
  map(key: string): Readonly<Record<string, unknown>>;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as a message names it. */
export const shown = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'));

const isOneOf = <T extends string>(word: unknown, allowed: readonly T[]): word is T => allowed.some((one) => one === word);

/** Parses the YAML block of an email; `known` are the keys that it may have. */
export const readFrontMatter = (source: EmailSource, known: readonly string[]): FrontMatter => {
  const counter = new LineCounter();
  const document = parseDocument(source.frontMatter, { lineCounter: counter });
  const problems: ContentProblem[] = document.errors.map((error) => ({
    file: source.file,
    line: counter.linePos(error.pos[0]).line + 1,
    what: `isn't valid YAML: ${error.message.split('\n')[0] ?? ''}`,
    fix: 'Put values with a colon, a quote or a brace into quotes.',
  }));
  const content: unknown = document.errors.length === 0 ? document.toJS() : {};
  const values = isRecord(content) ? content : {};

  // +1: the line of --- comes first.
  const line = (key: string): number => {
    const pair = isMap(document.contents)
      ? document.contents.items.find((item) => isScalar(item.key) && item.key.value === key)
      : undefined;
    const at = pair && isScalar(pair.key) ? pair.key.range?.[0] : undefined;
    return at === undefined ? 1 : counter.linePos(at).line + 1;
  };
  const complain = (key: string, what: string, fix: string): void => {
    problems.push({ file: source.file, line: line(key), what, fix });
  };
  for (const key of Object.keys(values)) {
    if (!known.includes(key)) complain(key, `doesn't know "${key}".`, suggestion(key, known));
  }

  return {
    keys: Object.keys(values),
    problems,
    line,
    raw: (key) => values[key],
    complain,
    text(key) {
      const value = values[key];
      if (typeof value === 'string' && value.trim() !== '') return value.trim();
      complain(key, `${key} is missing or empty.`, `Add a line "${key}: …".`);
      return undefined;
    },
    oneOf(key, allowed) {
      const value = values[key];
      if (isOneOf(value, allowed)) return value;
      complain(key, `${key} is "${shown(value)}".`, suggestion(shown(value), allowed));
      return undefined;
    },
    listOf(key, allowed) {
      const value = values[key];
      const list: unknown[] = Array.isArray(value) ? value : [value];
      const good = list.filter((one) => isOneOf(one, allowed));
      for (const wrong of list.filter((one) => !isOneOf(one, allowed))) {
        complain(key, `${key} has "${shown(wrong)}".`, suggestion(shown(wrong), allowed));
      }
      return good.length === list.length ? good : undefined;
    },
    flag(key) {
      const value = values[key];
      if (value === undefined || typeof value === 'boolean') return value ?? false;
      complain(key, `${key} is "${shown(value)}".`, 'Write true or false.');
      return false;
    },
    map(key) {
      const value = values[key] ?? {};
      if (isRecord(value)) return value;
      complain(key, `${key} isn't a map.`, 'Write one "name: …" a line under it, indented.');
      return {};
    },
  };
};

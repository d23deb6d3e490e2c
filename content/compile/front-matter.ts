import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { suggestion } from '../../domain/text/did-you-mean.ts';
import type { ContentProblem } from './problem.ts';
import type { EmailSource } from './read-sources.ts';
import { yamlFaults } from './yaml-faults.ts';
import { withPlainTexts } from './yaml-text.ts';

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as messages show it. */
export const shown = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'));

const isOneOf = <T extends string>(word: unknown, allowed: readonly T[]): word is T => allowed.some((one) => one === word);

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
  const problems = yamlFaults(document, text).map(({ offset, what, fix }) => ({
    file: source.file,
    line: lineAt(offset),
    what,
    fix,
  }));
  const matter = new FrontMatter(source.file, document, lineAt, problems);
  matter.mustKnow(known);
  return matter;
}

/** Reads the front matter of a file key by key, and collects problems with their lines. */
export class FrontMatter {
  readonly problems: ContentProblem[];
  readonly #file: string;
  readonly #document: Document;
  readonly #lineAt: (offset: number) => number;
  readonly #isReadable: boolean;
  readonly #values: ReadonlyMap<string, unknown>;

  /** @param problems what keeps YAML from reading the block */
  constructor(file: string, document: Document, lineAt: (offset: number) => number, problems: readonly ContentProblem[]) {
    this.#file = file;
    this.#document = document;
    this.#lineAt = lineAt;
    this.problems = [...problems];
    this.#isReadable = problems.length === 0;
    const content: unknown = this.#isReadable ? document.toJS() : {};
    this.#values = new Map(isRecord(content) ? Object.entries(content) : []);
  }

  /** @param inside the keys below `key` */
  line(key: string, ...inside: readonly string[]): number {
    const at = offsetOf(this.#document.contents, [key, ...inside]);
    return at === undefined ? 1 : this.#lineAt(at);
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  /** Reports a problem. @param inside the keys below `key` */
  complain(key: string, what: string, fix: string, ...inside: readonly string[]): void {
    // If YAML can't read the block, a key only seems to be missing.
    if (this.#isReadable) this.problems.push({ file: this.#file, line: this.line(key, ...inside), what, fix });
  }

  mustKnow(known: readonly string[]): void {
    for (const key of this.#values.keys()) {
      if (!known.includes(key)) this.complain(key, `doesn't know "${key}".`, suggestion(key, known));
    }
  }

  /** A text on one line; if it isn't one, reports that and returns undefined. */
  text(key: string): string | undefined {
    const value = this.#values.get(key);
    if (typeof value !== 'string' || value.trim() === '') {
      this.complain(key, `${key} is missing or empty.`, `Add a line "${key}: …".`);
      return undefined;
    }
    const trimmed = value.trim();
    if (!/\p{Cc}/u.test(trimmed)) return trimmed;
    this.complain(key, `${key} has a line break or a tab.`, 'Write it on one line.');
    return undefined;
  }

  oneOf<T extends string>(key: string, allowed: readonly T[]): T | undefined {
    const value = this.#values.get(key);
    if (isOneOf(value, allowed)) return value;
    if (value === undefined) this.complain(key, `${key} is missing.`, `Add a line "${key}: …". ${suggestion('', allowed)}`);
    else this.complain(key, `${key} is "${shown(value)}".`, suggestion(shown(value), allowed));
    return undefined;
  }

  listOf<T extends string>(key: string, allowed: readonly T[]): readonly T[] | undefined {
    const value = this.#values.get(key) ?? [];
    const list: unknown[] = Array.isArray(value) ? value : [value];
    if (list.length === 0)
      this.complain(key, `${key} is missing or empty.`, `Add a line "${key}: […]". ${suggestion('', allowed)}`);
    for (const twice of new Set(list.filter((one, n) => list.indexOf(one) < n)))
      this.complain(key, `${key} has "${shown(twice)}" twice.`, 'Remove one of them.');
    const good = list.filter((one) => isOneOf(one, allowed));
    for (const wrong of list.filter((one) => !isOneOf(one, allowed))) {
      this.complain(key, `${key} has "${shown(wrong)}".`, suggestion(shown(wrong), allowed));
    }
    return good.length === list.length ? good : undefined;
  }

  flag(key: string): boolean {
    const value = this.#values.get(key) ?? 'false';
    if (value !== 'true' && value !== 'false') this.complain(key, `${key} is "${shown(value)}".`, 'Write true or false.');
    return value === 'true';
  }

  map(key: string): Readonly<Record<string, unknown>> {
    const value = this.#values.get(key) ?? '';
    if (isRecord(value)) return value;
    if (value !== '') this.complain(key, `${key} isn't a map.`, 'Below it, write one indented line "name: …" for each.');
    return {};
  }
}

/** Where the innermost of these keys begins that is there. */
function offsetOf(map: unknown, [key, ...inside]: readonly string[]): number | undefined {
  const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
  if (!pair || !isScalar(pair.key)) return undefined;
  return offsetOf(pair.value, inside) ?? pair.key.range?.[0];
}

/** Reports a problem of a link, a picture or an attachment, which is then not read. @param inside the key that has it */
export type Complain = (what: string, fix: string, ...inside: readonly string[]) => undefined;

/** Reports problems of one thing in the map under a key. @param kind what messages call it */
export function complainOf(matter: FrontMatter, key: string, kind: string, name: string): Complain {
  return (what, fix, ...inside) => {
    matter.complain(key, `${kind} "${name}" ${what}`, fix, name, ...inside);
    return undefined;
  };
}

import { suggestion } from '../text/did-you-mean.ts';
import { own } from '../text/own.ts';
import { BadAudience } from './bad-audience.ts';
import type { Expression, Term, TermKind } from './expression.ts';
import type { AudienceNames } from './names.ts';
import { parseWords } from './parse-words.ts';
import { termKinds, terms, type SaidTerm, type TermSpec } from './terms.ts';

/** How deep expressions nest, and how many terms they have, at most. */
const DEEPEST = 10;
const MOST_TERMS = 200;
const combining = ['all', 'any', 'not'] as const;

/**
 * Reads an expression: JSON, or the words that people type.
 * @throws BadAudience that lists every fault, each with its place
 * @example
 * readExpression(names, 'stage is inquiry and clicked "pricing" within 30 days');
 * readExpression(names, { all: [{ field: 'stage', is: ['inquiry'] }, { engaged: 'clicked', content: 'pricing', within: '30 days' }] });
 */
export function readExpression(names: AudienceNames, said: unknown): Expression {
  const faults: string[] = [];
  const budget = { terms: 0 };
  const expression = read(typeof said === 'string' ? parseWords(said, names) : said, '', 1);
  if (budget.terms > MOST_TERMS) faults.push(`expected at most ${MOST_TERMS} terms, got ${budget.terms}`);
  if (faults.length > 0) throw new BadAudience(faults);
  return expression;

  function read(part: unknown, place: string, depth: number): Expression {
    const tell = (fault: string): Expression => {
      faults.push(place === '' ? fault : `${place}: ${fault}`);
      return { all: [] };
    };
    if (depth > DEEPEST) return tell(`expected at most ${DEEPEST} levels`);
    if (typeof part !== 'object' || part === null || Array.isArray(part))
      return tell(`expected an object such as { "field": "stage", "is": ["mql"] }, got ${JSON.stringify(part)?.slice(0, 50)}`);
    const found = [...combining, ...termKinds].filter((key) => Object.hasOwn(part, key));
    const [kind] = found;
    if (kind === undefined || found.length > 1) return tell(oneKey(part, found));
    const at = (key: string): string => (place === '' ? key : `${place}.${key}`);
    if (kind === 'not') return { not: read((part as SaidTerm)['not'], at('not'), depth + 1) };
    if (kind !== 'all' && kind !== 'any') return readTerm(kind, part as SaidTerm, place);
    const parts = (part as SaidTerm)[kind];
    if (!Array.isArray(parts)) return tell(`${kind}: expected a list`);
    const list = parts.map((one: unknown, n) => read(one, at(`${kind}[${n}]`), depth + 1));
    return kind === 'all' ? { all: list } : { any: list };
  }

  function readTerm(kind: TermKind, said: SaidTerm, place: string): Expression {
    budget.terms += 1;
    const { parts, faults: faultsOf }: TermSpec<Term> = terms[kind] as TermSpec<Term>;
    const readers = parts(said, names);
    const before = faults.length;
    const tellOf = (key: string) => (fault: string) =>
      void faults.push([[place, key].filter(Boolean).join('.'), fault].filter(Boolean).join(': ')) as undefined;
    const entries = Object.entries(said).flatMap(([key, value]) => {
      if (value === undefined) return [];
      const reader = own(readers, key);
      if (!reader) tellOf(key)(`there is no "${key}" of "${kind}". ${suggestion(key, Object.keys(readers))}`);
      return reader ? [[key, reader(value, tellOf(key))] as const] : [];
    });
    const term = Object.fromEntries(entries) as unknown as Term;
    if (faults.length === before) for (const fault of faultsOf?.(term, names) ?? []) tellOf('')(fault);
    return term;
  }
}

function oneKey(part: object, found: readonly string[]): string {
  if (found.length > 1) return `expected one of ${found.join(' and ')}; combine two with { "all": [ … ] }`;
  const [first = ''] = Object.keys(part);
  return `there is no term "${first}". ${suggestion(first, [...combining, ...termKinds])}`;
}

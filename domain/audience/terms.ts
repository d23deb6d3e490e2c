import { channels } from '../contact/suppression.ts';
import { answerKinds, replyKinds } from '../scoring/engagement.ts';
import { own } from '../text/own.ts';
import type { Term, TermKind, Terms } from './expression.ts';
import { isId, sameName, type AudienceNames } from './names.ts';
import { isTrue, listOf, nameIn, span, times, valueOf, words, yesOrNo, type Reader } from './readers.ts';

/** A term as somebody said it, before it is checked. */
export type SaidTerm = Readonly<Record<string, unknown>>;

export interface TermSpec<T> {
  /** What each part may be. */
  readonly parts: (said: SaidTerm, names: AudienceNames) => Readonly<Record<keyof T & string, Reader>>;
  /** What is wrong with the combination of parts that are right on their own. */
  readonly faults?: (term: T, names: AudienceNames) => readonly string[];
}

const id: Reader = (said, tell) =>
  typeof said === 'string' && isId(said)
    ? said.toLowerCase()
    : tell(`expected an id${String(said).includes('@') ? ' (for an address, use email)' : ''}, got ${JSON.stringify(said)}`);

/** What an audience can ask about a field, and about which kinds of field. */
const tests = {
  is: ['text', 'number', 'date', 'boolean', 'choice'],
  from: ['number', 'date'],
  to: ['number', 'date'],
  has: ['text'],
  within: ['date'],
  next: ['date'],
  known: ['text', 'number', 'date', 'boolean', 'choice'],
} as const satisfies Record<string, readonly string[]>;

/** Dates are texts that sort by time. */
const isBackwards = ({ from, to }: Terms['field']): boolean => from !== undefined && to !== undefined && from > to;

/** The terms of an expression: what may be said in each. */
export const terms: { readonly [K in TermKind]: TermSpec<Terms[K]> } = {
  field: {
    parts({ field }, { fields }) {
      const known = Object.keys(fields);
      const value = valueOf(own(fields, sameName(String(field), known) ?? ''));
      const name = nameIn('field', known);
      return { field: name, is: listOf(value), from: value, to: value, has: words, within: span, next: span, known: yesOrNo };
    },
    faults(term, { fields }) {
      const asked = (Object.keys(tests) as (keyof typeof tests)[]).filter((test) => term[test] !== undefined);
      const { kind = 'text', label = '' } = own(fields, term.field) ?? {};
      const wrong = asked.filter((test) => !(tests[test] as readonly string[]).includes(kind));
      const groups = new Set(asked.map((test) => (test === 'to' ? 'from' : test)));
      return [
        ...wrong.map((test) => `"${test}" can't be asked of ${label || term.field}, which is a ${kind}`),
        ...(groups.size === 1 ? [] : ['expected one of is, from and to, has, within, next, known']),
        ...(isBackwards(term) ? [`${label}: nothing is from ${term.from} to ${term.to}`] : []),
      ];
    },
  },
  engaged: {
    parts: (_, { kinds, contents, pages }) => ({
      engaged: nameIn('engagement', kinds),
      content: nameIn('content', contents),
      page: nameIn('page', pages),
      reply: nameIn('kind of reply', Object.keys(replyKinds)),
      answer: nameIn('answer', Object.keys(answerKinds)),
      source: words,
      within: span,
      atLeast: times,
    }),
  },
  sent: {
    parts: (_, { contents }) => ({ sent: nameIn('content', ['anything', ...contents]), within: span, atLeast: times }),
  },
  reachable: { parts: () => ({ reachable: nameIn('channel', Object.keys(channels)) }) },
  campaign: { parts: (_, { campaigns }) => ({ campaign: nameIn('campaign', campaigns), ever: yesOrNo }) },
  importId: { parts: () => ({ importId: id, isNew: yesOrNo }) },
  leadIds: { parts: () => ({ leadIds: listOf(id) }) },
  segment: { parts: (_, { segments }) => ({ segment: nameIn('segment', segments) }) },
  everybody: { parts: () => ({ everybody: isTrue }) },
};

export const termKinds = Object.keys(terms) as readonly TermKind[];

/** The kind of a term: the one part that no other kind has. */
export const kindOf = (term: Term): TermKind => termKinds.find((kind) => Object.hasOwn(term, kind))!;

import type { FieldValue } from '../people/lead-fields.ts';
import { sentence } from '../text/words.ts';
import {
  partsOf,
  type EngagedTerm,
  type Expression,
  type FieldTerm,
  type Term,
  type TermKind,
  type Terms,
} from './expression.ts';
import { kindOf } from './terms.ts';

/** Words with a meaning of their own; as a value, such a word is quoted. */
const reserved = new Set(['and', 'or', 'is', 'from', 'to', 'has', 'within', 'at', 'page', 'reply', 'answer', 'by']);

/** Words that mean something after `is` in any case. The others are codes of countries when they are capitals, such as TO. */
const afterIs = /^(?:not|known|unknown)$/i;

/** A value, quoted if it would not be read as one word. */
function value(said: FieldValue): string {
  if (typeof said === 'boolean') return said ? 'yes' : 'no';
  const text = String(said);
  return /^[\p{L}\d.@_:/+-]+$/u.test(text) && !reserved.has(text) && !afterIs.test(text) ? text : quoted(text);
}
const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
const list = (values: readonly FieldValue[]): string => values.map(value).join(', ');

function field({ field: name, is, from, to, has, within, next, known }: FieldTerm): string {
  if (is) return `${name} is ${list(is)}`;
  if (has !== undefined) return `${name} has ${quoted(has)}`;
  if (within !== undefined) return `${name} within ${within}`;
  if (next !== undefined) return `${name} within the next ${next}`;
  if (known !== undefined) return `${name} is ${known ? 'known' : 'unknown'}`;
  return sentence(name, from !== undefined && `from ${value(from)}`, to !== undefined && `to ${value(to)}`);
}

const howOften = ({ within, atLeast = 1 }: Pick<EngagedTerm, 'within' | 'atLeast'>): readonly (string | false)[] => [
  within !== undefined && `within ${within}`,
  atLeast > 1 && `at least ${atLeast} times`,
];

const engaged = ({ engaged: kind, content, page, reply, answer, source, ...often }: EngagedTerm): string =>
  sentence(
    kind,
    content !== undefined && quoted(content),
    page !== undefined && `page ${value(page)}`,
    reply !== undefined && `reply ${value(reply)}`,
    answer !== undefined && `answer ${value(answer)}`,
    source !== undefined && `by ${value(source)}`,
    ...howOften(often),
  );

const words: { readonly [K in TermKind]: (term: Terms[K]) => string } = {
  field,
  engaged,
  sent: ({ sent, ...often }) => sentence('was sent', sent === 'anything' ? sent : quoted(sent), ...howOften(often)),
  reachable: ({ reachable }) => `reachable by ${reachable}`,
  campaign: ({ campaign, ever }) => `${ever ? 'ever ' : ''}in campaign ${quoted(campaign)}`,
  importId: ({ importId, isNew }) => `${isNew ? 'new ' : ''}in import ${importId}`,
  leadIds: ({ leadIds }) => `lead is ${leadIds.join(', ')}`,
  segment: ({ segment }) => `in segment ${quoted(segment)}`,
  everybody: () => 'everybody',
};

const termInWords = (term: Term): string => (words[kindOf(term)] as (term: Term) => string)(term);

/** An expression in the words that people type: `stage is inquiry and clicked "pricing" within 30 days`. */
export function inWords(given: Expression): string {
  const expression = bare(given);
  if ('all' in expression) return expression.all.length === 0 ? 'everybody' : expression.all.map(inner).join(' and ');
  if ('any' in expression) return expression.any.length === 0 ? 'not everybody' : expression.any.map(inner).join(' or ');
  if (!('not' in expression)) return termInWords(expression);
  const not = bare(expression.not);
  if ('field' in not && not.is) return `${not.field} is not ${list(not.is)}`;
  return `not ${inner(not)}`;
}

/** The same, without what combines only one part. */
function bare(expression: Expression): Expression {
  const [only, ...others] = partsOf(expression);
  return only === undefined || others.length > 0 || 'not' in expression ? expression : bare(only);
}

/** A part of another expression: in brackets if it combines several. */
const inner = (part: Expression): string => (partsOf(bare(part)).length > 1 ? `(${inWords(part)})` : inWords(part));

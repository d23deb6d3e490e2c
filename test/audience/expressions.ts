import type { Expression } from '../../domain/audience/expression.ts';
import type { FieldValue } from '../../domain/people/lead-fields.ts';
import { values, type Chance, type Crowd } from './people.ts';

const texts: Readonly<Record<string, readonly string[]>> = {
  firstName: values.firstName,
  title: values.title,
  country: values.country,
  persona: values.persona,
  seniority: values.seniority,
  source: [...values.source, 'list'],
  stage: values.stage,
  company: [...values.company, 'PIER 7'],
  domain: values.domain,
  industry: values.industry,
  relationship: values.kind,
  consent: ['optIn', 'doubleOptIn', 'legitimateInterest'],
  track: values.track,
  state: ['running', 'resting'],
  temperature: ['cold', 'warm', 'hot'],
  'temperature.small': ['cold', 'warm', 'hot'],
  'fields.tier': ['gold', 'Silver'],
  'fields.note': ['big dock', 'small'],
};
const free = ['firstName', 'title', 'company', 'industry', 'fields.note'];
const numbers = ['size', 'fit', 'interest', 'interest.small', 'fields.docks'];
const days = ['created', 'stageSince', 'fields.renews'];
const spans = ['3 days', '2 weeks', '40 days'] as const;

/** A random expression about a crowd. */
export function expressionAbout(random: Chance, crowd: Crowd, depth = 0): Expression {
  const { below, next, pick } = random;
  const part = (): Expression => expressionAbout(random, crowd, depth + 1);
  const parts = (): Expression[] => Array.from({ length: 1 + below(3) }, part);
  if (depth < 3 && next() < 0.5) return pick([() => ({ all: parts() }), () => ({ any: parts() }), () => ({ not: part() })])();
  const some = <T>(list: readonly T[]): T[] => Array.from({ length: 1 + below(2) }, () => pick(list));
  const maybe = <T>(value: T): T | undefined => (next() < 0.5 ? value : undefined);
  const often = () => ({ within: maybe(pick(spans)), atLeast: maybe(1 + below(3)) });
  const range = (a: FieldValue, b: FieldValue) => pick([{ from: a }, { to: b }, { from: a, to: b }]);
  const kinds: readonly (() => Expression)[] = [
    () => {
      const field = pick(Object.keys(texts));
      return { field, is: some(texts[field]!) };
    },
    () => ({ field: pick(free), has: pick(['i', 'DO', '100%', '_']) }),
    () => {
      const field = pick(numbers);
      const from = below(60);
      return { field, ...range(from, from + below(40)) };
    },
    () => ({ field: 'size', is: some([5, 50, 500, 7.5]) }),
    () => {
      const field = pick(days);
      return pick([
        () => ({ field, within: pick(spans) }),
        () => ({ field, next: pick(spans) }),
        () => ({ field, is: [`2026-06-${10 + below(9)}`, '2026-03-15'] }),
        () => ({ field, ...range(`2026-0${3 + below(3)}-15`, `2026-06-${10 + below(9)}`) }),
      ])();
    },
    () => ({ field: pick(['held', 'fields.cloud']), is: [next() < 0.5] }),
    () => ({ field: pick([...Object.keys(texts), ...numbers, ...days]), known: next() < 0.5 }),
    () => ({ engaged: pick(values.acts), content: maybe(pick(values.content)), page: maybe(pick(values.page)), ...often() }),
    () => ({ engaged: 'replied', reply: maybe(pick(values.reply)), ...often() }),
    () => ({ sent: pick(['anything', ...values.content]), ...often() }),
    () => ({ reachable: pick(['email', 'phone'] as const) }),
    () => ({ campaign: pick(Object.keys(crowd.campaigns)), ever: maybe(true) }),
    () => ({ importId: pick(crowd.imports).id }),
    () => ({ leadIds: [pick(crowd.people).id, pick(crowd.people).id] }),
    () => ({ everybody: true }),
  ];
  // What is undefined is not in JSON.
  return JSON.parse(JSON.stringify(pick(kinds)())) as Expression;
}

import type { CallExpression, Node } from 'oxc-parser';
import { calleeOf, propertiesOf, textOf, within, type Source } from './source.ts';
import { conditionOf, wordsOf } from './words.ts';

/** How long a verb waits, and for what, marked with `…`; `nodes` are those of its track. */
export function waitsOf(source: Source, node: Node, nodes: readonly Node[]): string[] {
  const words = node.type === 'CallExpression' ? waitOf(source, nodes, node) : undefined;
  return words === undefined ? [] : [`… ${words}`];
}

/** What the waits for a reaction to a touch wait for. */
const reactions = {
  metGoal: 'its goal',
  clicked: 'a click',
  replied: 'a reply',
  answer: 'an answer',
  reaction: 'a reaction',
} as const;

const isReaction = (verb: string): verb is keyof typeof reactions => Object.hasOwn(reactions, verb);

function waitOf(source: Source, nodes: readonly Node[], call: CallExpression): string | undefined {
  const verb = calleeOf(call) ?? '';
  const [first, second] = call.arguments;
  if (isReaction(verb)) return first && `${endIn(source, nodes, first)} for ${reactions[verb]}`;
  switch (verb) {
    case 'pause':
      return first && `pauses ${spanOf(source, first)}`;
    case 'until':
      return first && endIn(source, nodes, first);
    case 'waitFor':
      return first && second && `${endIn(source, nodes, second)} for ${conditionOf(source, call)}`;
    case 'call':
      return second && `a call, ${endIn(source, nodes, second) || 'without an end'}`;
    default:
      return undefined;
  }
}

/** The end of a wait: `{ within: '7 days' }`, `{ byDay: 10 }`, `{ day: 14, or: […] }`, `{ until: moment }`, or a moment. */
function endIn(source: Source, nodes: readonly Node[], end: Node): string {
  if (end.type !== 'ObjectExpression') return `until ${momentOf(source, end) ?? nameIn(source, end)}`;
  const { within: span, byDay, day = byDay, until, or } = Object.fromEntries(propertiesOf(end));
  if (span) return `up to ${spanOf(source, span)}`;
  if (until) return `until ${momentOf(source, until) ?? nameIn(source, until)}`;
  if (!day) return '';
  return [`until day ${daysOf(source, nodes, day)}`, ...(or ? namesIn(or) : [])].join(' or ');
}

const spanOf = (source: Source, span: Node): string => textOf(span) ?? nameIn(source, span);

/** An input or a knob by the name that campaigns and marketers use. */
function nameIn(source: Source, node: Node): string {
  const name = node.type === 'MemberExpression' ? node.property : node;
  return name.type === 'Identifier' ? name.name : conditionOf(source, node);
}

/** The moment that `before`, `after` or `lead.day` makes. */
export function momentOf(source: Source, node: Node): string | undefined {
  const [first, second] = node.type === 'CallExpression' ? node.arguments : [];
  const maker = calleeOf(node);
  if (maker === 'day' && first) return `day ${conditionOf(source, first)}`;
  if ((maker !== 'before' && maker !== 'after') || !first || !second) return undefined;
  return `${spanOf(source, second)} ${maker} ${momentOf(source, first) ?? nameIn(source, first)}`;
}

/** A number of a day, or those in the list of the loop whose variable it is. */
function daysOf(source: Source, nodes: readonly Node[], day: Node): string {
  const loop = day.type === 'Identifier' && nodes.find((node) => node.type === 'ForOfStatement');
  if (!loop || loop.type !== 'ForOfStatement') return conditionOf(source, day);
  const numbers = [...within(loop.right)].flatMap((node) =>
    node.type === 'Literal' && typeof node.value === 'number' ? node.value : [],
  );
  return numbers.length > 0 ? numbers.join(', ') : conditionOf(source, day);
}

const namesIn = (list: Node): string[] =>
  list.type === 'ArrayExpression' ? list.elements.flatMap((one) => wordsOf(textOf(one) ?? '') || []) : [];

import type { ArrowFunctionExpression, Function, Node, SwitchStatement } from 'oxc-parser';
import { endOf, type GraphPlace, type Way } from './program-graph.ts';
import { calleeOf, cannotDraw, performed, textOf, within, type Source } from './source.ts';
import { momentOf, waitsOf } from './read-waits.ts';
import { conditionOf } from './words.ts';

type Onward = Omit<Way, 'from'>;

/** The ways out of a marketing track: its results and their conditions. */
export function waysOf(source: Source, { body }: ArrowFunctionExpression | Function): Onward[] {
  if (!body) return [];
  return body.type === 'BlockStatement' ? waysOut(source, body) : waysOfResult(source, body);
}

function waysOut(source: Source, statement: Node, conditions: readonly string[] = []): Onward[] {
  switch (statement.type) {
    case 'BlockStatement':
      return statement.body.flatMap((inner) => waysOut(source, inner, conditions));
    case 'IfStatement':
      return [
        ...waysOut(source, statement.consequent, [...conditions, conditionOf(source, statement.test)]),
        ...(statement.alternate ? waysOut(source, statement.alternate, conditions) : []),
      ];
    case 'SwitchStatement':
      return waysOfCases(source, statement, conditions);
    case 'ForStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
      return waysOut(source, statement.body, conditions);
    case 'TryStatement':
      return [statement.block, statement.handler?.body, statement.finalizer].flatMap((block) =>
        block ? waysOut(source, block, conditions) : [],
      );
    case 'ReturnStatement':
      return statement.argument ? waysOfResult(source, statement.argument, conditions) : [];
    default:
      return [];
  }
}

function waysOfCases(source: Source, { cases }: SwitchStatement, conditions: readonly string[]): Onward[] {
  let names: string[] = [];
  return cases.flatMap(({ test, consequent }) => {
    names.push(test ? conditionOf(source, test) : 'otherwise');
    if (consequent.length === 0) return [];
    const name = names.join(' or ');
    names = [];
    return consequent.flatMap((inner) => waysOut(source, inner, [...conditions, name]));
  });
}

/**
 * The ways of a result: the name of a track, `rest(…)`, `ended(…)`, `done(…)`, or a choice between them.
 * @throws CliError for anything else
 */
export function waysOfResult(source: Source, result: Node, conditions: readonly string[] = []): Onward[] {
  const when = conditions.join(', ');
  const track = trackIn(result);
  if (track !== undefined) return [{ to: track, when, kind: 'goes' }];
  // Of an interrupt: the lead stays.
  if (result.type === 'Identifier' && result.name === 'undefined') return [];
  if (result.type === 'ParenthesizedExpression' || result.type === 'TSAsExpression') {
    return waysOfResult(source, result.expression, conditions);
  }
  if (result.type === 'ConditionalExpression') {
    const met = [...conditions, conditionOf(source, result.test)];
    return [...waysOfResult(source, result.consequent, met), ...waysOfResult(source, result.alternate, conditions)];
  }
  const [first, second] = result.type === 'CallExpression' ? result.arguments : [];
  if (calleeOf(result) === 'ended' && first) {
    return [{ to: endOf(textOf(first) ?? '?'), when: textOf(second) ?? when, kind: 'goes' }];
  }
  if (calleeOf(result) === 'done') return [{ to: endOf('done'), when: textOf(first) ?? when, kind: 'goes' }];
  const to = trackIn(second);
  if (calleeOf(result) === 'rest' && to !== undefined) {
    const rested = textOf(first) ? `after ${textOf(first)}` : ((first && momentOf(source, first)) ?? 'on that date');
    return [{ to, when: [when, rested].filter(Boolean).join(', '), kind: 'rests' }];
  }
  return cannotDraw(
    source,
    result,
    'is not the name of a track, rest(…), ended(…) or done(…): return one of these, so that the program can be drawn.',
  );
}

/** The name of a track, or the place for one that a rep has named: `call.track`. */
function trackIn(node: Node | undefined): string | undefined {
  const isNamed = node?.type === 'MemberExpression' && node.property.type === 'Identifier' && node.property.name === 'track';
  return isNamed ? NAMED : textOf(node);
}

const NAMED: GraphPlace = 'named';

/** The contents that code may send. */
export function sentBy(source: Source, track: Node): string[] {
  const nodes = [...performed(source, track)];
  return [...new Set(nodes.flatMap((node) => sendsOf(node, nodes)))];
}

/** What a track does, in its order: the contents that it may send, and its waits. */
export function stepsOf(source: Source, track: Node): string[] {
  const nodes = [...performed(source, track)];
  return [...new Set(nodes.flatMap((node) => [...sendsOf(node, nodes), ...waitsOf(source, node, nodes)]))];
}

function sendsOf(node: Node, nodes: readonly Node[]): string[] {
  // A function of the program may be called `send`, too.
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
  const sends = calleeOf(node) === 'send';
  if (!sends && calleeOf(node) !== 'email') return [];
  const content = node.arguments[sends ? 1 : 0];
  const orSpare = content?.type === 'CallExpression' && calleeOf(content) === 'fresh';
  return orSpare ? [...contentsOf(content.arguments[0], nodes), UNSENT] : contentsOf(content, nodes);
}

const UNSENT = 'the best one unsent';

function contentsOf(content: Node | undefined, nodes: readonly Node[]): string[] {
  const id = textOf(content);
  if (id !== undefined) return [id];
  return content?.type === 'Identifier' ? listedIn(nodes, content.name) : [UNSENT];
}

/** The values of a loop variable in `for (const [name] of [['a', …], ['b', …]])`. */
function listedIn(nodes: readonly Node[], name: string): string[] {
  const loop = nodes.find(
    (node) => node.type === 'ForOfStatement' && [...within(node.left)].some((n) => n.type === 'Identifier' && n.name === name),
  );
  if (loop?.type !== 'ForOfStatement') return [];
  const list = loop.right.type === 'TSAsExpression' ? loop.right.expression : loop.right;
  if (list.type !== 'ArrayExpression') return [];
  return list.elements.flatMap((element) => textOf(element?.type === 'ArrayExpression' ? element.elements[0] : element) ?? []);
}

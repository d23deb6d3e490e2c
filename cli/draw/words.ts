import type { CallExpression, Node, ObjectExpression } from 'oxc-parser';
import { calleeOf, propertiesOf, textOf, type Source } from './source.ts';
import { own } from '../../domain/text/own.ts';

/** Better words for some names in the code. */
const better: Record<string, string> = {
  metGoal: 'goal met',
  hasReacted: 'reacted',
  useNextPersona: 'next persona',
  isSenior: 'senior',
  none: 'silent',
  wasSent: 'sent',
  slaMissed: 'SLA missed',
  undefined: 'silent',
  fastTrack: 'fast-track',
  mql: 'MQL',
  openDeal: 'open deal at the account',
};

const signs: Record<string, string> = { '>=': '≥', '<=': '≤', '===': '=', '!==': '≠' };

/** A name in the code as words: `wrongTopic` → "wrong topic". */
export const wordsOf = (name: string): string =>
  own(better, name) ?? name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

/** A condition in the code in a few words: `lead.score.fit >= HIGH_FIT && !lead.hasReacted` → "fit ≥ 60, not reacted". */
export function conditionOf(source: Source, node: Node): string {
  const words = (inner: Node): string => conditionOf(source, inner);
  switch (node.type) {
    case 'AwaitExpression':
      return words(node.argument);
    case 'ParenthesizedExpression':
    case 'ChainExpression':
      return words(node.expression);
    case 'UnaryExpression':
      return `not ${words(node.argument)}`;
    case 'LogicalExpression':
      // A placeholder for an unknown fact is not a condition.
      if (node.operator === '??') return words(node.left);
      return `${words(node.left)}${node.operator === '&&' ? ', ' : ' or '}${words(node.right)}`;
    case 'BinaryExpression':
      if (node.operator === '===' && words(node.left) === words(node.right)) return `the same ${words(node.left)}`;
      return `${words(node.left)} ${own(signs, node.operator) ?? node.operator} ${words(node.right)}`;
    case 'CallExpression':
      return callIn(source, node);
    case 'MemberExpression':
      return node.property.type === 'Identifier' ? wordsOf(node.property.name) : asWritten(source, node);
    case 'Identifier':
      return constantOf(source, node.name) ?? wordsOf(node.name);
    case 'Literal':
      return typeof node.value === 'string' ? wordsOf(node.value) : asWritten(source, node);
    default:
      return asWritten(source, node);
  }
}

function callIn(source: Source, call: CallExpression): string {
  const [first] = call.arguments;
  if (calleeOf(call) === 'has' && first) return `has ${textOf(first) ?? conditionOf(source, first)}`;
  if (calleeOf(call) === 'waitFor' && first?.type === 'ObjectExpression') return kindsIn(first);
  return conditionOf(source, call.callee);
}

/** The acts that a track waits for. */
const kindsIn = (wanted: ObjectExpression): string => [...propertiesOf(wanted).keys()].map(wordsOf).join(' or ');

const asWritten = ({ text }: Source, { start, end }: Node): string => text.slice(start, end);

/** The value of a constant in the file. */
function constantOf({ program }: Source, name: string): string | undefined {
  for (const statement of program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of declaration.declarations) {
      if (id.type === 'Identifier' && id.name === name && init?.type === 'Literal') return String(init.value);
    }
  }
  return undefined;
}

import type {
  BinaryExpression,
  BindingIdentifier,
  ComputedMemberExpression,
  Function,
  Node,
  TSType,
  VariableDeclarator,
} from 'oxc-parser';

const IN = '`in` finds what every object inherits, such as "constructor": ask Object.hasOwn(object, key), or keep a Map.';
const INDEX =
  'Nothing shows that the object has this key as its own, and every object inherits "constructor": take own(object, key) of domain/text/own.ts, or keep a Map.';

type Placed<N = Node> = N & { readonly parent?: Placed };

/** What of the linter a rule is given. */
interface RuleContext {
  readonly sourceCode: { getText(node: Node): string };
  readonly report: (problem: { readonly node: Node; readonly message: string }) => void;
}

/** Whether a type is a record that any text may index, as far as it is written at the place. */
function isOpenRecord(type: TSType | undefined): boolean {
  if (type?.type === 'TSTypeLiteral') return type.members.some((member) => member.type === 'TSIndexSignature');
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return false;
  const [first] = type.typeArguments?.params ?? [];
  const { name } = type.typeName;
  if (name === 'Record') return first?.type === 'TSStringKeyword';
  return (name === 'Readonly' || name === 'Partial') && isOpenRecord(first);
}

const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** The functions around a node, the innermost first, and the module. */
function* scopesOf(node: Placed): Generator<Placed> {
  for (let at: Placed | undefined = node.parent; at; at = at.parent)
    if (functions.has(at.type) || at.type === 'Program') yield at;
}

/** The names that a parameter or a declaration binds. */
function bindings(pattern: Node): readonly BindingIdentifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern as BindingIdentifier];
    case 'ObjectPattern':
      return pattern.properties.flatMap((one) => bindings(one.type === 'Property' ? one.value : one.argument));
    case 'ArrayPattern':
      return pattern.elements.flatMap((one) => (one ? bindings(one) : []));
    case 'AssignmentPattern':
      return bindings(pattern.left);
    case 'RestElement':
      return bindings(pattern.argument);
    default:
      return [];
  }
}

type Kind = 'text' | 'openRecord' | 'other';

function kindOf(id: BindingIdentifier): Kind {
  const type = id.typeAnnotation?.typeAnnotation;
  return type?.type === 'TSStringKeyword' ? 'text' : isOpenRecord(type) ? 'openRecord' : 'other';
}

/** Refuses look-ups by a text that may come from outside, unless something has asked whether the object has that key itself. */
export function ownKeys({ sourceCode, report }: RuleContext) {
  const kinds = new Map<Placed, Map<string, Kind>>();
  const found: Placed<ComputedMemberExpression>[] = [];
  const declare = (scope: Placed | undefined, pattern: Node): void => {
    if (!scope) return;
    const names = kinds.get(scope) ?? new Map<string, Kind>();
    for (const id of bindings(pattern)) names.set(id.name, kindOf(id));
    kinds.set(scope, names);
  };
  const declareParams = (node: Placed<Function>): void => {
    for (const param of node.params as readonly Node[]) declare(node, param);
  };
  const isA = (kind: Kind, node: Node, at: Placed): boolean => {
    if (node.type !== 'Identifier') return false;
    const scope = [...scopesOf(at)].find((one) => kinds.get(one)?.has(node.name));
    return scope !== undefined && kinds.get(scope)?.get(node.name) === kind;
  };
  const isByText = (node: Placed<ComputedMemberExpression>): boolean =>
    node.property.type === 'TSAsExpression' ||
    isA('text', node.property, node) ||
    (isA('openRecord', node.object, node) && node.property.type !== 'Literal');
  const isAsked = (node: Placed<ComputedMemberExpression>): boolean =>
    [...scopesOf(node)]
      .slice(0, -1)
      .some((scope) => sourceCode.getText(scope).includes(`Object.hasOwn(${sourceCode.getText(node.object)},`));
  return {
    BinaryExpression(node: BinaryExpression) {
      if (node.operator === 'in' && node.left.type !== 'Literal') report({ node, message: IN });
    },
    VariableDeclarator: (node: Placed<VariableDeclarator>) => declare([...scopesOf(node)][0], node.id),
    FunctionDeclaration: declareParams,
    FunctionExpression: declareParams,
    ArrowFunctionExpression: declareParams,
    MemberExpression: (node: Placed<ComputedMemberExpression>) => void (node.computed && found.push(node)),
    'Program:exit'() {
      for (const node of found) {
        const isWrittenTo = node.parent?.type === 'AssignmentExpression' && node.parent.left === node;
        if (!isWrittenTo && isByText(node) && !isAsked(node)) report({ node, message: INDEX });
      }
    },
  };
}

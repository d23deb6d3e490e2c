import type { Node, Program, VariableDeclaration } from 'oxc-parser';

const MESSAGE =
  'A function with a block body is a `function`; an arrow holds a single expression, or a function that returns a function.';

/** What of the linter a rule is given. */
interface RuleContext {
  readonly report: (problem: { readonly node: Node; readonly message: string }) => void;
}

function declared(statement: Program['body'][number]): VariableDeclaration | undefined {
  const node = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  return node?.type === 'VariableDeclaration' ? node : undefined;
}

const functions: ReadonlySet<string | undefined> = new Set(['ArrowFunctionExpression', 'FunctionExpression']);

/** Whether a value is an arrow with a block body that returns no function. */
function isBlock(value: Node | null): boolean {
  if (value?.type !== 'ArrowFunctionExpression' || value.body?.type !== 'BlockStatement') return false;
  const last = value.body.body.at(-1);
  return last?.type !== 'ReturnStatement' || !functions.has(last.argument?.type);
}

/** Keeps one form for the functions of a module. A constant whose type is written may be an arrow: a `function` can't have a type. */
export const functionForms = ({ report }: RuleContext) => ({
  Program({ body }: Program) {
    for (const { declarations } of body.flatMap((statement) => declared(statement) ?? []))
      for (const { id, init } of declarations) if (!id.typeAnnotation && isBlock(init)) report({ node: id, message: MESSAGE });
  },
});

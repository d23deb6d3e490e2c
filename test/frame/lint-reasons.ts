import type { CallExpression, Node } from 'oxc-parser';

const MESSAGE = 'An error is ignored here: say why in a comment, on this line or above the statement.';

type Placed<N = Node> = N & { readonly parent?: Placed };

/** What of the linter a rule is given. */
interface RuleContext {
  readonly sourceCode: { readonly text: string; getAllComments(): readonly { readonly end: number }[] };
  readonly report: (problem: { readonly node: Node; readonly message: string }) => void;
}

/** Whether a call is `.catch(() => {})` or `.catch(() => undefined)`: a handler that gives a value says what follows. */
function ignoresErrors({ callee, arguments: [handler] }: CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || callee.property.name !== 'catch')
    return false;
  if (handler?.type !== 'ArrowFunctionExpression' || handler.params.length > 0) return false;
  const { body } = handler;
  return body.type === 'BlockStatement' ? body.body.length === 0 : body.type === 'Identifier' && body.name === 'undefined';
}

/** The statement that a node is in. */
const statementOf = (node: Placed): Node =>
  /(Statement|Declaration)$/.test(node.type) || !node.parent ? node : statementOf(node.parent);

/** Refuses an ignored rejection without its reason. */
export const reasons = ({ sourceCode, report }: RuleContext) => ({
  CallExpression(node: Placed<CallExpression>) {
    if (!ignoresErrors(node)) return;
    const lineOf = (offset: number): number => sourceCode.text.slice(0, offset).split('\n').length;
    const first = lineOf(statementOf(node).start);
    const last = lineOf(node.end);
    const says = sourceCode.getAllComments().some(({ end }) => lineOf(end) >= first - 1 && lineOf(end) <= last);
    if (!says) report({ node, message: MESSAGE });
  },
});

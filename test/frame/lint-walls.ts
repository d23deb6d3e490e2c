import { posix, relative, sep } from 'node:path';
import type { ExportAllDeclaration, ExportNamedDeclaration, ImportDeclaration, ImportExpression, Node } from 'oxc-parser';
import { root } from './import-graph.ts';
import { insteadOf } from './walls.ts';

/** What of the linter a rule is given. */
interface RuleContext {
  readonly filename: string;
  readonly report: (problem: { readonly node: Node; readonly message: string }) => void;
}

/** Refuses an import that no wall lets pass, and says what to do instead. */
export function lintWalls({ filename, report }: RuleContext) {
  const from = relative(root, filename).split(sep).join('/');
  const check = (node: Node, specifier: string, typesOnly: boolean): void => {
    const to = specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : specifier;
    const message = insteadOf({ from, to, typesOnly });
    if (message !== undefined) report({ node, message: `${from} may not import ${to}: ${message}` });
  };
  return {
    ImportDeclaration: (node: ImportDeclaration) => check(node, node.source.value, node.importKind === 'type'),
    ExportNamedDeclaration: (node: ExportNamedDeclaration) =>
      node.source && check(node, node.source.value, node.exportKind === 'type'),
    ExportAllDeclaration: (node: ExportAllDeclaration) => check(node, node.source.value, node.exportKind === 'type'),
    ImportExpression: (node: ImportExpression) =>
      node.source.type === 'Literal' && typeof node.source.value === 'string' && check(node, node.source.value, false),
  };
}

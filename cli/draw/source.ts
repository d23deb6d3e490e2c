import { readFile } from 'node:fs/promises';
import { parseSync, visitorKeys, type Comment, type Node, type ObjectExpression, type Program } from 'oxc-parser';
import { CliError } from '../cli-error.ts';

/** A parsed source file. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
}

/** @throws CliError when the text is not TypeScript */
export function parseSource(file: string, text: string): Source {
  const { program, comments, errors } = parseSync(file, text);
  if (errors[0]) throw new CliError('badArgument', `${file}: ${errors[0].message}`);
  return { file, text, program, comments };
}

export const readSource = async (file: string): Promise<Source> => parseSource(file, await readFile(file, 'utf8'));

/** A node and all its descendants, in source order. */
export function* within(node: Node): Generator<Node> {
  yield node;
  for (const part of partsOf(node)) yield* within(part);
}

const partsOf = (node: Node): Node[] =>
  (visitorKeys[node.type] ?? []).flatMap((key) => {
    const part = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
    return (Array.isArray(part) ? part : [part]).filter((one) => one !== null && one !== undefined);
  });

/** What code does, in its order: a node after its parts, and a function of the file where it is called. */
export function* performed(source: Source, node: Node, above: readonly string[] = []): Generator<Node> {
  for (const part of partsOf(node)) yield* performed(source, part, above);
  yield node;
  const name = node.type === 'CallExpression' && node.callee.type === 'Identifier' ? node.callee.name : undefined;
  const called = name === undefined || above.includes(name) ? undefined : functionNamed(source, name);
  if (called) yield* performed(source, called, [...above, name!]);
}

/** A function that the file declares. */
function functionNamed({ program }: Source, name: string): Node | undefined {
  for (const statement of program.body) {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type === 'FunctionDeclaration' && declared.id?.name === name) return declared;
    if (declared?.type !== 'VariableDeclaration') continue;
    const found = declared.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name);
    if (found?.init?.type === 'ArrowFunctionExpression') return found.init;
  }
  return undefined;
}

/** The docstring directly before a position in the text, as one line. */
export function docstringBefore({ comments, text }: Source, start: number): string {
  const last = comments.findLast((comment) => comment.end <= start);
  if (!last?.value.startsWith('*') || text.slice(last.end, start).trim() !== '') return '';
  return last.value
    .replace(/^\*/, '')
    .replaceAll(/\s*\n\s*\*?\s*/g, ' ')
    .trim();
}

/** The properties of an object literal, by name. */
export function propertiesOf(object: ObjectExpression): Map<string, Node & { readonly keyStart: number }> {
  const properties = new Map<string, Node & { readonly keyStart: number }>();
  for (const property of object.properties) {
    if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
    properties.set(property.key.name, Object.assign(property.value, { keyStart: property.start }));
  }
  return properties;
}

export const textOf = (node: Node | null | undefined): string | undefined =>
  node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;

/** The name of the called function: `ended` of `ended(…)`, `email` of `lead.email(…)`. */
export function calleeOf(node: Node): string | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const { callee } = node;
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : undefined;
}

/** @throws CliError that names file and line */
export function cannotDraw({ file, text }: Source, { start, end }: Node, why: string): never {
  const line = text.slice(0, start).split('\n').length;
  throw new CliError('badArgument', `${file}:${line}: \`${text.slice(start, end)}\` ${why}`);
}

import type { Class, Node, Span } from 'oxc-parser';
import type { Source } from '../draw/source.ts';
import { docstringOf, type Docstring } from './docstring.ts';

/** Something public, as an author reads it. */
export interface Entry extends Docstring {
  readonly name: string;
  readonly kind: 'function' | 'method' | 'getter' | 'class' | 'type';
  /** TypeScript, as the source says it, without the body. */
  readonly signature: string;
  /** Of a class. */
  readonly members: readonly Entry[];
}

/** What a file declares under a name. @throws Error when it declares no such name */
export function entryOf(source: Source, name: string): Entry {
  for (const statement of source.program.body) {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (!declared) continue;
    const found = declarationOf(source, declared, name);
    if (found) return { ...found, ...docstringOf(source, statement.start) };
  }
  throw new Error(`${source.file} declares no ${name}`);
}

type Declared = Omit<Entry, keyof Docstring>;

function declarationOf(source: Source, node: Node, name: string): Declared | undefined {
  const text = (from: number, to: number) => tidy(source.text.slice(from, to));
  switch (node.type) {
    case 'FunctionDeclaration':
      if (node.id?.name !== name || !node.body) return undefined;
      return { name, kind: 'function', members: [], signature: text(node.id.start, node.body.start) };
    case 'VariableDeclaration': {
      const [constant] = node.declarations;
      if (constant?.id.type !== 'Identifier' || constant.id.name !== name) return undefined;
      const { init } = constant;
      // A table is quoted as it is, like a type.
      if (init?.type !== 'ArrowFunctionExpression')
        return { name, kind: 'type', members: [], signature: text(node.start, node.end) };
      return { name, kind: 'function', members: [], signature: name + text(init.start, arrowBefore(source, init.body)) };
    }
    case 'ClassDeclaration':
      if (node.id?.name !== name) return undefined;
      return { name, kind: 'class', members: membersOf(source, node), signature: text(node.start, node.body.start) };
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      if (node.id.name !== name) return undefined;
      return { name, kind: 'type', members: [], signature: text(node.start, node.end) };
    default:
      return undefined;
  }
}

/** The public fields, getters and methods of a class. */
const membersOf = (source: Source, { body }: Class): Entry[] =>
  body.body.flatMap((member) => {
    if (member.type !== 'PropertyDefinition' && member.type !== 'MethodDefinition') return [];
    if (
      member.key.type !== 'Identifier' ||
      member.static ||
      member.accessibility === 'private' ||
      member.key.name === 'constructor'
    )
      return [];
    const { name } = member.key;
    const isMethod = member.type === 'MethodDefinition' && member.kind === 'method';
    const end = member.type === 'MethodDefinition' ? (member.value.body?.start ?? member.end) : member.end;
    const written = tidy(source.text.slice(member.key.start, end));
    const signature = isMethod ? written : written.replace('()', '');
    return [{ name, kind: isMethod ? 'method' : 'getter', members: [], signature, ...docstringOf(source, member.start) }];
  });

/** Where the `=>` before a body begins. */
const arrowBefore = ({ text }: Source, body: Span): number => text.lastIndexOf('=>', body.start);

/** `NoInfer` says which mention of a name the compiler infers it from: nothing that a reader needs. */
const tidy = (text: string): string =>
  outdented(text.trim())
    .replace(/;$/, '')
    .replaceAll(/NoInfer<(\w+)>/g, '$1');

/** Its last line is as far to the left as its first one. */
function outdented(text: string): string {
  const [indent = ''] = text.split('\n').at(-1)!.match(/^ */) ?? [];
  return text.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
}

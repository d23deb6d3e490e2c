import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, type Expression, type VariableDeclarator } from 'oxc-parser';
import { expect, test } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;

/** Every module that a workflow may import a value from. */
const modules = ['workflows', 'domain'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file)),
);

/** What is declared at the top of a module and could change from one lead to the next. A worker freezes exported literals. */
function stateIn(code: string): string[] {
  return parseSync('module.ts', code).program.body.flatMap((node) => {
    const isExported = node.type === 'ExportNamedDeclaration';
    const declared = isExported ? node.declaration : node;
    if (declared?.type !== 'VariableDeclaration') return [];
    const changing = ({ init }: VariableDeclarator) => init !== null && (isNew(init) || (!isExported && isEmptyLiteral(init)));
    return declared.declarations
      .filter((each) => declared.kind !== 'const' || changing(each))
      .map(({ id }) => (id.type === 'Identifier' ? id.name : declared.kind));
  });
}

const isNew = (init: Expression): boolean => init.type === 'NewExpression' && init.arguments.length === 0;

const isEmptyLiteral = (init: Expression): boolean =>
  (init.type === 'ArrayExpression' && init.elements.length === 0) ||
  (init.type === 'ObjectExpression' && init.properties.length === 0);

test('no module of a workflow keeps state: a worker shares them between leads', () => {
  expect(modules.length).toBeGreaterThan(50);
  const found = modules.map((file) => [file, stateIn(readFileSync(join(root, file), 'utf8'))] as const);
  expect(found.filter(([, names]) => names.length > 0)).toEqual([]);
});

test.for([
  ['let count = 0;', ['count']],
  ['export let last: string | undefined;', ['last']],
  ['const seen = new Map<string, number>();', ['seen']],
  ['const queue: string[] = [];', ['queue']],
  [
    'const free = new Set(["a.example"]); export const none = []; const limits = { a: 1 }; function f() { let x = 1; return x; }',
    [],
  ],
] as const)('%s', ([code, names]) => {
  expect(stateIn(code)).toEqual(names);
});

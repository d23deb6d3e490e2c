import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync, Visitor, type ObjectExpression } from 'oxc-parser';
import { root } from './import-graph.ts';
import { rooms } from './walls.ts';

/** A list of kinds that a test adds a member to: a table, or, with a capital letter, a union of words. */
export interface KindList {
  /** The file that exports the list. */
  readonly file: string;
  /** The row of the invented member; default: a copy of the first row. */
  readonly row?: string;
  /** Files in which the compiler notices, but does not say which member is missing. */
  readonly unnamed?: readonly string[];
}

/** The rooms that type-check on their own: the demo and chaos need the example. */
const checked = rooms.filter((room) => !room.includes('/') && !['console', 'demo', 'chaos'].includes(room));

/** Apps among the sources, which register names of their own. */
const notOurs = /(init\/template|openapi\/any-app)$/;

export const inventedIn = (list: string): string => `invented${list[0]!.toUpperCase()}${list.slice(1)}`;

/**
 * Adds an invented member to each list, in a copy of the sources, and collects the files that the compiler or the linter names.
 * One run is enough for all lists, because each message says which member is missing.
 */
export function namedAfterInventing(lists: Readonly<Record<string, KindList>>): ReadonlyMap<string, readonly string[]> {
  mkdirSync(join(root, '.trellis'), { recursive: true });
  const copy = mkdtempSync(join(root, '.trellis', 'invented-'));
  try {
    for (const room of checked)
      cpSync(join(root, room), join(copy, room), { recursive: true, filter: (path) => !notOurs.test(path) });
    for (const [list, { file, row }] of Object.entries(lists)) {
      const path = join(copy, file);
      const source = readFileSync(path, 'utf8');
      writeFileSync(path, isUnion(list) ? withWord(source, list) : withMember(source, list, row));
    }
    const messages = [...compiled(copy), ...linted(copy)];
    const named = new Map(Object.keys(lists).map((list) => [list, new Set<string>()]));
    for (const { file, text } of messages) {
      const naming = Object.keys(lists).filter((list) => new RegExp(`\\b${inventedIn(list)}\\b`).test(text));
      const about = naming.length > 0 ? naming : Object.keys(lists).filter((list) => lists[list]!.unnamed?.includes(file));
      if (about.length === 0) throw new Error(`${file} does not say which member it misses: ${text}`);
      for (const list of about) named.get(list)!.add(file);
    }
    return new Map([...named].map(([list, files]) => [list, [...files].toSorted()]));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

export const isUnion = (list: string): boolean => /^[A-Z]/.test(list);

/** A source with one more word in one of its unions. */
function withWord(source: string, list: string): string {
  const invented = source.replace(new RegExp(`(?<=export type ${list} =)\\s*\\|?`), ` '${inventedIn(list)}' |`);
  if (invented === source) throw new Error(`expected a union ${list}`);
  return invented;
}

/** A source with one more member, which comes first, in one of its lists. */
function withMember(source: string, list: string, row?: string): string {
  let table: ObjectExpression | undefined;
  let within = false;
  new Visitor({
    VariableDeclarator: ({ id }) => void (within = id.type === 'Identifier' && id.name === list),
    ObjectExpression: (node) => void (within && (table ??= node)),
  }).visit(parseSync('list.ts', source).program);
  const first = table?.properties[0];
  if (first?.type !== 'Property') throw new Error(`expected a table ${list} with at least one row`);
  const text = row ?? source.slice(first.value.start, first.value.end);
  return `${source.slice(0, first.start)}${inventedIn(list)}: ${text},\n  ${source.slice(first.start)}`;
}

interface Message {
  readonly file: string;
  readonly text: string;
}

function compiled(copy: string): Message[] {
  const config = { extends: relative(copy, join(root, 'tsconfig.json')), include: ['**/*.ts'], exclude: [] };
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify(config));
  const { stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.', '--pretty', 'false'],
    {
      cwd: copy,
      encoding: 'utf8',
    },
  );
  // A message begins with its file; the lines after it are indented.
  return [...stdout.matchAll(/^(\S+?)\(\d+,\d+\): (error [^]*?)(?=^\S|$(?![^]))/gm)].map(([, file = '', text = '']) => ({
    file,
    text,
  }));
}

const rule = 'typescript/switch-exhaustiveness-check';

function linted(copy: string): Message[] {
  const { rules } = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8').replaceAll(/^\s*\/\/.*$/gm, '')) as {
    rules: Record<string, unknown>;
  };
  const config = { plugins: ['typescript'], categories: { correctness: 'off' }, rules: { [rule]: rules[rule] } };
  writeFileSync(join(copy, '.oxlintrc.json'), JSON.stringify(config));
  // Files are named one by one, because the linter enters no folder that git ignores.
  const switching = readdirSync(copy, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && readFileSync(join(copy, file), 'utf8').includes('switch ('),
  );
  const flags = ['--type-aware', '--no-ignore', '--format', 'json', '-c', '.oxlintrc.json'];
  const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), ...flags, ...switching], {
    cwd: copy,
    encoding: 'utf8',
  });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string; message: string }[] };
  return diagnostics.map(({ filename, message }) => ({ file: filename, text: message }));
}

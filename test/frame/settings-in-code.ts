import { parseSync, visitorKeys, type Node } from 'oxc-parser';
import { sourcesOf } from './import-graph.ts';

const PATTERN = /^(DATABASE_URL|TRELLIS_[A-Z_]+|TEMPORAL_[A-Z_]+)$/;

/** The names of all settings that the platform reads from the environment. */
export async function settingsInCode(): Promise<Set<string>> {
  const names = new Set<string>();
  for (const [file, source] of await sourcesOf(['worker', 'cli', 'engine', 'dev'])) {
    for (const name of namesIn(parseSync(file, source).program)) if (PATTERN.test(name)) names.add(name);
  }
  return names;
}

/** Whatever is written as a property or as a whole string. */
function* namesIn(node: Node): Generator<string> {
  if (node.type === 'Literal' && typeof node.value === 'string') yield node.value;
  if (node.type === 'Property' && node.key.type === 'Identifier') yield node.key.name;
  if (node.type === 'MemberExpression' && node.property.type === 'Identifier') yield node.property.name;
  for (const key of visitorKeys[node.type] ?? []) {
    const child = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
    for (const one of Array.isArray(child) ? child : [child]) if (one) yield* namesIn(one);
  }
}

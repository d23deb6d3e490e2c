import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';

/** One import, re-export or dynamic import of a file. */
export interface Arrow {
  /** Paths are relative to the repository. */
  readonly from: string;
  /** A path, or what a package or node module is called. */
  readonly to: string;
  /** Whether Node erases it with the types. `import { type A }` is not erased: the file is still loaded. */
  readonly typesOnly: boolean;
}

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The arrows that go out from one source text. */
export function arrowsOf(from: string, source: string): Arrow[] {
  const { module, errors } = parseSync(from, source);
  if (errors[0]) throw new Error(`${from}: ${errors[0].message}`);
  const arrow = (specifier: string, typesOnly: boolean): Arrow => ({ from, to: target(from, specifier), typesOnly });
  const isType = ({ start }: { start: number }) => /^(import|export)\s+type\b/.test(source.slice(start, start + 40));
  return [
    ...module.staticImports.map((it) => arrow(it.moduleRequest.value, isType(it))),
    ...module.staticExports.flatMap((it) =>
      it.entries.slice(0, 1).flatMap(({ moduleRequest }) => (moduleRequest ? [arrow(moduleRequest.value, isType(it))] : [])),
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) =>
      /^['"]/.test(source.slice(start, end)) ? [arrow(source.slice(start + 1, end - 1), false)] : [],
    ),
  ];
}

const target = (from: string, specifier: string): string =>
  specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : specifier;

/** The TypeScript files of some folders, with their texts. */
export async function sourcesOf(folders: readonly string[]): Promise<Map<string, string>> {
  const sources = new Map<string, string>();
  for await (const file of glob(
    folders.map((folder) => `${folder}/**/*.{ts,tsx}`),
    { cwd: root },
  )) {
    sources.set(file, readFileSync(posix.join(root, file), 'utf8'));
  }
  return sources;
}

/** Whatever is loaded when a file is, by way of which file; packages included. */
export function reachedFrom(entry: string, arrows: readonly Arrow[]): Map<string, string> {
  const outgoing = Map.groupBy(
    arrows.filter((arrow) => !arrow.typesOnly),
    (arrow) => arrow.from,
  );
  const reached = new Map([[entry, '']]);
  for (const [file] of reached) {
    for (const { to } of outgoing.get(file) ?? []) if (!reached.has(to)) reached.set(to, file);
  }
  return reached;
}

/** Files that need each other in a circle, if only for a type: the first circle found; undefined when there is none. */
export function circleIn(arrows: readonly Arrow[]): string[] | undefined {
  const outgoing = Map.groupBy(arrows, (arrow) => arrow.from);
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const { to } of outgoing.get(file) ?? []) {
      const circle = visit(to, [...path, file]);
      if (circle) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of outgoing.keys()) {
    const circle = visit(file, []);
    if (circle) return circle;
  }
  return undefined;
}

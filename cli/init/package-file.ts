import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { ownPackage, ownPackageFile } from '../own-package.ts';

/** The text of a new app's `package.json`. @param dir the app's folder */
export function packageFile(dir: string): string {
  const { devDependencies } = ownPackage;
  const needed = ['@types/node', 'oxlint', 'oxlint-tsgolint', 'typescript', 'vitest'] as const;
  const app = {
    name: basename(dir)
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]+/g, '-'),
    private: true,
    type: 'module',
    scripts: {
      test: 'vitest run',
      check: 'trellis check && oxlint --type-aware --deny-warnings',
      simulate: 'trellis simulate',
      content: 'trellis content',
      draw: 'trellis draw',
      // In place of npm’s shell, which passes no signal on: `dev` ends in order when npm is told to end.
      dev: 'exec trellis dev',
      trellis: 'trellis',
    },
    dependencies: { trellis: whereWeAreFrom(dir) },
    devDependencies: Object.fromEntries(needed.map((name) => [name, devDependencies[name]])),
  };
  return `${JSON.stringify(app, null, 2)}\n`;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly resolved?: string } | undefined>>;
}

/** The source of Trellis for the new app: the file that it was installed from, or the registry. */
function whereWeAreFrom(dir: string): string {
  const modules = dirname(dirname(ownPackageFile));
  const resolved = lockIn(modules)?.packages['node_modules/trellis']?.resolved;
  if (!resolved?.startsWith('file:')) return ownPackage.version;
  const file = resolve(dirname(modules), resolved.slice('file:'.length));
  return `file:${relative(dir, file)}`;
}

function lockIn(modules: string): Lock | undefined {
  try {
    return JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')) as Lock;
  } catch {
    return undefined; // linked, or not installed by npm
  }
}

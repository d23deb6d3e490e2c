import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** The `package.json` of Trellis: above the sources, and above what is built from them. */
export const ownPackageFile = findPackageJSON(import.meta.url)!;

/** What it says. */
export const ownPackage = JSON.parse(readFileSync(ownPackageFile, 'utf8')) as {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
};

import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** The `package.json` of Trellis, which is above both the sources and the built files. */
export const ownPackageFile = findPackageJSON(import.meta.url)!;

/** The content of that file. */
export const ownPackage = JSON.parse(readFileSync(ownPackageFile, 'utf8')) as {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
};

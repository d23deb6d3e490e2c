import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../frame/import-graph.ts';

/** Makes a folder a new app, as `trellis init` does, which runs this Trellis. */
export async function newApp(folder: string): Promise<void> {
  await cp(join(root, 'cli/init/template'), folder, { recursive: true });
  await mkdir(join(folder, 'node_modules'));
  await symlink(root, join(folder, 'node_modules/trellis'));
  await symlink(join(root, 'node_modules/@temporalio'), join(folder, 'node_modules/@temporalio'));
  await writeFile(join(folder, '.gitignore'), 'node_modules/\n');
}

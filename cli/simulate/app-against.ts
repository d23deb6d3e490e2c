import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { App } from '../../config/app.ts';
import { CONFIG, loadApp } from '../../config/load-app.ts';
import { CliError } from '../cli-error.ts';

const run = promisify(execFile);

/** Another version of an app. */
interface Other extends AsyncDisposable {
  readonly app: App;
  /** Its folder, or its commit. */
  readonly name: string;
}

/**
 * The app to compare with: the one in a folder, or this one as it was at a commit of its repository, which is copied to a temporary
 * folder. Git's own files are only read.
 * @throws CliError when it is neither
 */
export async function appAgainst(app: App, text: string): Promise<Other> {
  if (existsSync(join(text, CONFIG)))
    return { app: await loadApp(text), name: text, [Symbol.asyncDispose]: () => Promise.resolve() };
  const git = async (...args: readonly string[]) => (await run('git', ['-C', app.dir, ...args])).stdout.trim();
  const commit = await git('rev-parse', '--verify', '--quiet', '--short', `${text}^{commit}`).catch((cause: unknown) => {
    throw new CliError('badArgument', `--against ${text}: neither a folder with a ${CONFIG}, nor a commit of ${app.dir}.`, cause);
  });
  await using opened = new AsyncDisposableStack();
  const copy = await mkdtemp(join(tmpdir(), 'trellis-against-'));
  opened.defer(async () => await rm(copy, { recursive: true, force: true }));
  const [root, inside] = [await git('rev-parse', '--show-toplevel'), await git('rev-parse', '--show-prefix')];
  const archive = join(copy, 'files.tar');
  await run('git', ['-C', root, 'archive', '--format=tar', '-o', archive, commit]);
  await run('tar', ['-xf', archive, '-C', copy]);
  await rm(archive);
  // Both versions run on the packages that are installed now.
  for (const folder of new Set(['', inside]))
    if (existsSync(join(root, folder, 'node_modules')))
      await symlink(join(root, folder, 'node_modules'), join(copy, folder, 'node_modules'));
  const other = await loadApp(join(copy, inside));
  const all = opened.move();
  return { app: other, name: `${text} (${commit})`, [Symbol.asyncDispose]: async () => await all.disposeAsync() };
}

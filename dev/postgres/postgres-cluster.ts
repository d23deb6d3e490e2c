import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ownFolder, type PostgresBinaries, type ServerUser } from './postgres-binaries.ts';
import { StackError } from '../../engine/stack-error.ts';

/** A data folder and its password. */
export interface Cluster {
  data: string;
  password: string;
}

interface ClusterOptions {
  dir: string;
  binaries: PostgresBinaries;
  user: ServerUser;
  onProgress: (line: string) => void;
}

const majorVersion = '18';

/**
 * The cluster in `<dir>/postgres`, created if it doesn't exist.
 * @throws StackError `dataUnusable` when another version of Postgres created it
 */
export async function prepareCluster({ dir, binaries, user, onProgress }: ClusterOptions): Promise<Cluster> {
  const home = await homeOfData(resolve(dir), user, onProgress);
  const data = join(home, 'data');
  if (!existsSync(join(data, 'PG_VERSION'))) {
    onProgress('Postgres: creating a database cluster');
    await initialise(home, data, binaries, user);
  }
  const version = (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
  if (version !== majorVersion) throw otherVersion(data, version);
  return { data, password: await readFile(join(home, 'password'), 'utf8') };
}

/** `<dir>/postgres`, or a link from there to another folder if the server's user may not enter it. */
async function homeOfData(dir: string, user: ServerUser, onProgress: (line: string) => void): Promise<string> {
  const home = join(dir, 'postgres');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  if (user === undefined || (await opened(dir, user))) return await made(home, user);
  const elsewhere = join(
    await ownFolder(`trellis-data-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`),
    'postgres',
  );
  onProgress(`Postgres: runs as the user nobody, who may not enter ${dir}; its data is in ${elsewhere}`);
  await symlink(elsewhere, home).catch(() => {}); // only so that people find it
  return await made(elsewhere, user);
}

/** Whether the user may enter the folder. Opens the folder, which is ours, if only its own mode prevents that. */
async function opened(dir: string, user: ServerUser): Promise<boolean> {
  if (mayEnter(dir, user)) return true;
  if (!mayEnter(dirname(dir), user)) return false;
  await chmod(dir, ((await stat(dir)).mode & 0o7777) | 0o011); // to enter, not to list
  return mayEnter(dir, user);
}

const mayEnter = (dir: string, user: ServerUser): boolean =>
  spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', dir], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;

async function made(home: string, user: ServerUser): Promise<string> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  if (user) await chown(home, user.uid, user.gid);
  return home;
}

async function initialise(home: string, data: string, { initdb }: PostgresBinaries, user: ServerUser): Promise<void> {
  const fresh = join(home, 'data.new'); // renamed when complete: a killed initdb leaves no incomplete cluster
  const passwordFile = join(home, 'password');
  await rm(fresh, { recursive: true, force: true });
  await rm(data, { recursive: true, force: true });
  await writeFile(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (user) await chown(passwordFile, user.uid, user.gid);
  const args = ['-D', fresh, '-U', 'trellis', '--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions'];
  // Unicode's own rules for sorting and case folding are the same on every machine.
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  // The password is 192 random bits: stretching it would only slow down each connection.
  args.push('--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--set', 'scram_iterations=1');
  const { code, output } = await runToEnd(initdb, args, home, user);
  if (code !== 0) {
    throw new StackError({
      component: 'Postgres',
      code: 'didNotStart',
      problem: `initdb failed in ${home}:\n${output.trim()}\n`,
      remedy: 'Free disk space or fix the permissions, or set DATABASE_URL to a Postgres of your own (version 16 or newer).',
    });
  }
  await rename(fresh, data);
}

const runToEnd = (
  command: string,
  args: string[],
  cwd: string,
  user: ServerUser,
): Promise<{ code: number | null; output: string }> =>
  new Promise((resolvePromise, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], ...user });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolvePromise({ code, output }));
  });

const otherVersion = (data: string, version: string): StackError =>
  new StackError({
    component: 'Postgres',
    code: 'dataUnusable',
    problem: `${data} was created by Postgres ${version}, but this is Postgres ${majorVersion}.`,
    remedy: 'Move it away for a fresh start, or set DATABASE_URL to a server that can read it.',
  });

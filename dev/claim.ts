import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { identify, isAlive, type ProcessIdentity } from './identity.ts';
import { endProcess } from './processes.ts';
import { StackError, type Component } from '../engine/stack-error.ts';

/** The content of the file next to a component's data: the process that started the server, and the server process. */
interface Claim {
  owner: ProcessIdentity;
  server?: ProcessIdentity;
}

interface ClaimOptions {
  component: Component;
  file: string;
  /** The signals, in this order, for a server that a killed owner left behind. */
  stopSignals: readonly NodeJS.Signals[];
  onProgress: (line: string) => void;
}

export interface ClaimHandle {
  /** Records the server process, so that the next start can find it if this process is killed. */
  serves(pid: number): Promise<void>;
  release(): Promise<void>;
}

/**
 * Makes this process the only one that runs a component on its data. First stops a server that a killed owner left running.
 * @throws StackError `inUse` when the owner is alive
 */
export async function claim({ component, file, stopSignals, onProgress }: ClaimOptions): Promise<ClaimHandle> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 }); // secrets, emails, logs
  const owner = identify(process.pid);
  if (!owner) throw new Error(`cannot read the start time of this process (${process.pid})`);
  while (!(await create(file, { owner }))) {
    const found = await read(file);
    if (found && isAlive(found.owner)) throw inUse(component, file, found.owner.pid);
    if (found?.server && isAlive(found.server)) {
      onProgress(`${component}: stopping process ${found.server.pid}, left behind by a run that was killed`);
      await endProcess(found.server, stopSignals);
    }
    await discard(file, found);
  }
  return {
    async serves(pid) {
      const server = identify(pid);
      await writeFile(file, JSON.stringify({ owner, server }));
    },
    release: () => rm(file, { force: true }),
  };
}

async function create(file: string, content: Claim): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify(content), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function read(file: string): Promise<Claim | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Claim;
  } catch {
    return undefined; // deleted in the meantime, or half written by a killed owner
  }
}

/** Removes a dead owner's file, unless another process was faster and the file is already a new one. */
async function discard(file: string, found: Claim | undefined): Promise<void> {
  const aside = `${file}.${process.pid}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  const moved = await read(aside);
  if (JSON.stringify(moved) === JSON.stringify(found)) await rm(aside, { force: true });
  else await rename(aside, file);
}

const inUse = (component: Component, file: string, pid: number): StackError =>
  new StackError({
    component,
    code: 'inUse',
    problem: `${dirname(file)} is in use by ${pid === process.pid ? 'this process' : `another Trellis (process ${pid})`}.`,
    remedy: 'Stop that process first, or use another folder.',
  });

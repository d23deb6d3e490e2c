import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isFree } from './ports.ts';
import type { StackPorts } from './stack-options.ts';

/** Where servers of this machine listen, as URLs. */
export type Addresses = Partial<Record<keyof StackPorts, string>>;

const fileIn = (dir: string): string => join(dir, 'ports.json');

/** The ports of the last run in a folder that are free: an address that somebody copied stays right. */
export async function keptPorts(dir: string): Promise<Partial<StackPorts>> {
  const saved = await savedPorts(dir);
  const free = await Promise.all(
    Object.entries(saved).map(async ([name, port]) => ((await isFree(port)) ? { [name]: port } : {})),
  );
  return Object.assign({}, ...free) as Partial<StackPorts>;
}

/** Nothing if the file is missing, or if a process that was killed left half of it. */
async function savedPorts(dir: string): Promise<Partial<Record<keyof StackPorts, number>>> {
  try {
    return JSON.parse(await readFile(fileIn(dir), 'utf8')) as Record<keyof StackPorts, number>;
  } catch {
    return {};
  }
}

/** Remembers the ports of these addresses of our own servers for the next run. */
export async function keepPorts(dir: string, addresses: Addresses): Promise<void> {
  const ports = Object.entries(addresses).map(([name, address]) => [name, Number(new URL(address).port)]);
  await writeFile(fileIn(dir), JSON.stringify({ ...(await savedPorts(dir)), ...Object.fromEntries(ports) }));
}

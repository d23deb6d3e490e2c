import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isFree } from './ports.ts';
import type { StackPorts } from './stack-options.ts';

/** Where servers of this machine listen, as URLs. */
export type Addresses = Partial<Record<keyof StackPorts, string>>;

const fileIn = (dir: string): string => join(dir, 'ports.json');

const portsByName = z.record(z.string(), z.int().min(1).max(65_535));

/** A file that is missing, was cut off or was edited counts as none: it must not keep anybody from starting. */
async function savedIn(dir: string): Promise<z.output<typeof portsByName>> {
  try {
    return portsByName.parse(JSON.parse(await readFile(fileIn(dir), 'utf8')));
  } catch {
    return {};
  }
}

/** The ports of the last run in a folder that are free: an address that somebody copied stays right. */
export async function keptPorts(dir: string): Promise<Partial<StackPorts>> {
  const free = await Promise.all(
    Object.entries(await savedIn(dir)).map(async ([name, port]) => ((await isFree(port)) ? { [name]: port } : {})),
  );
  return Object.assign({}, ...free) as Partial<StackPorts>;
}

/** Remembers the ports of these addresses of our own servers for the next run. */
export async function keepPorts(dir: string, addresses: Addresses): Promise<void> {
  const ports = Object.entries(addresses).map(([name, address]) => [name, Number(new URL(address).port)]);
  const kept = JSON.stringify({ ...(await savedIn(dir)), ...Object.fromEntries(ports) });
  // Nobody needs the file: without it, the next run chooses its ports anew.
  await writeFile(fileIn(dir), kept).catch(() => {});
}

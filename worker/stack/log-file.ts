import { readFile } from 'node:fs/promises';

/** The end of a server's log, for an error message; empty when there is none. */
export async function lastLines(file: string, count: number): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

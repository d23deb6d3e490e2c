import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A secret of this machine's own: made the first time, and the same from then on, so that links in old mails stay valid. */
export async function keptInFile(dir: string, name: string): Promise<string> {
  const file = join(dir, name);
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept) return kept.trim();
  const secret = randomBytes(32).toString('hex');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeFile(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}

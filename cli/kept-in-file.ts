import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Saving {
  readonly make?: () => Promise<string> | string;
  /** Whether what was made earlier can still be used. Default: always. */
  readonly stillGood?: (kept: string) => Promise<boolean> | boolean;
}

/** A secret of this machine's own: made the first time, and the same from then on, so that links in old mails stay valid. */
export async function keptInFile(
  dir: string,
  name: string,
  { make = () => randomBytes(32).toString('hex'), stillGood = () => true }: Saving = {},
): Promise<string> {
  const file = join(dir, name);
  const kept = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (kept && (await stillGood(kept))) return kept;
  const secret = await make();
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeFile(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}

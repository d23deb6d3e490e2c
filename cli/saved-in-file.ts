import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Options {
  readonly make?: () => Promise<string> | string;
  /** Whether a saved secret can still be used. Default: always. */
  readonly isStillGood?: (saved: string) => Promise<boolean> | boolean;
}

/** A secret for this machine: created once and then reused, so that links in old emails stay valid. */
export async function savedInFile(
  dir: string,
  name: string,
  { make = () => randomBytes(32).toString('hex'), isStillGood = () => true }: Options = {},
): Promise<string> {
  const file = join(dir, name);
  const saved = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (saved && (await isStillGood(saved))) return saved;
  const secret = await make();
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeFile(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}

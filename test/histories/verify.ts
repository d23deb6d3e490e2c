import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/*
 * Leads run on the histories of a release, so these are append only. `sha256sum *.json > SHA256SUMS` seals the folder of a
 * release when it goes out; this says which files were changed or removed since, and which stand there unsealed.
 */

const problems: string[] = [];

for await (const sums of glob(join(import.meta.dirname, '*', 'SHA256SUMS'))) {
  const folder = dirname(sums);
  const sealed = new Map(
    (await readFile(sums, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  );
  for (const [file, sum] of sealed) {
    const text = await readFile(join(folder, file)).catch(() => undefined);
    if (text === undefined) problems.push(`${join(folder, file)} was removed.`);
    else if (createHash('sha256').update(text).digest('hex') !== sum) problems.push(`${join(folder, file)} was changed.`);
  }
  for await (const file of glob('*.json', { cwd: folder }))
    if (!sealed.has(file)) problems.push(`${join(folder, file)} has no line in SHA256SUMS.`);
}

if (problems.length > 0) {
  console.error([...problems, 'The histories of a release are append only: put new ones into the folder of the next.'].join('\n'));
  process.exitCode = 1;
}

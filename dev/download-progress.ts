import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const everyMs = 1_000;

/** Reports the size of a growing folder every second. For downloads by programs that don't report progress. */
export function reportGrowth(folder: string, report: (text: string) => void): Disposable {
  let before = 0;
  const timer = setInterval(() => {
    void sizeOf(folder).then((bytes) => {
      if (bytes > before) report(`${Math.round(bytes / 1e6)} MB`);
      before = Math.max(before, bytes);
    });
  }, everyMs);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (file) => (file.isFile() ? file.size : 0),
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

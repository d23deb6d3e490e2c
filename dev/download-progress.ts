import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const everyMs = 1_000;

/** Says every second how much has arrived in a folder, as long as it grows. For downloads by others, which don't tell. */
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

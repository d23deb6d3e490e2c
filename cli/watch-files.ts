import { watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders of an app in which nobody edits. */
const notOurs = /^(node_modules|dist|test-results|coverage|\..*)$/;
/** Files that Trellis writes, and the traces of editors. */
const notEdited = /\.gen\.\w+$|~$|(^|\/)(\.|#|4913$)/;

/** Real milliseconds in which several changes are one: editors write a file in several steps. */
const TOGETHER = 100;

/**
 * Watches the files of an app.
 * @param onChange gets the changed files, relative to the folder; it is not called again before it is done
 */
export async function watchFiles(dir: string, onChange: (files: readonly string[]) => Promise<void>): Promise<Disposable> {
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isBusy = false;
  const tell = async (): Promise<void> => {
    if (isBusy || changed.size === 0) return;
    const files = [...changed].toSorted();
    changed = new Set();
    isBusy = true;
    await onChange(files);
    isBusy = false;
    await tell();
  };
  const note = (folder: string) => (_: string, name: string | null) => {
    const file = join(folder, name ?? '');
    if (name === null || notEdited.test(file) || notOurs.test(file)) return;
    changed.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => void tell(), TOGETHER);
  };
  const folders = (await readdir(dir, { withFileTypes: true })).filter((one) => one.isDirectory() && !notOurs.test(one.name));
  const watchers = [watch(dir, note('')), ...folders.map(({ name }) => watch(join(dir, name), { recursive: true }, note(name)))];
  return {
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}

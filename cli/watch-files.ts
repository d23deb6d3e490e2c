import { watch, type FSWatcher } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
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
  const watchers = new Map<string, FSWatcher>();
  let before = await statesIn(dir);
  let timer: NodeJS.Timeout | undefined;
  let isBusy = false;
  let isAsked = false;
  // Events only say when to look: an editor that renames a new file over the old one makes them name neither.
  const look = async (): Promise<void> => {
    isAsked = true;
    if (isBusy) return;
    isBusy = true;
    while (isAsked) {
      isAsked = false;
      await watchFolders();
      const now = await statesIn(dir);
      const files = changedBetween(before, now);
      before = now;
      if (files.length > 0) await onChange(files);
    }
    isBusy = false;
  };
  const lookSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), TOGETHER);
  };
  const watchFolders = async (): Promise<void> => {
    for (const folder of await foldersOf(dir))
      if (!watchers.has(folder)) watchers.set(folder, watch(join(dir, folder), { recursive: true }, lookSoon));
  };
  watchers.set('', watch(dir, lookSoon));
  await watchFolders();
  return {
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

const foldersOf = async (dir: string): Promise<readonly string[]> =>
  (await readdir(dir, { withFileTypes: true })).flatMap((one) =>
    one.isDirectory() && !notOurs.test(one.name) ? [one.name] : [],
  );

/** When each file was written last, by its path in the app. */
async function statesIn(dir: string): Promise<ReadonlyMap<string, number>> {
  const inside = (await foldersOf(dir)).map(async (folder) =>
    (await readdir(join(dir, folder), { recursive: true })).map((file) => join(folder, file)),
  );
  const files = [await readdir(dir), ...(await Promise.all(inside))].flat().filter((file) => !notEdited.test(file));
  const states = files.map(async (file) => {
    // An editor may have removed the file since the listing.
    const found = await stat(join(dir, file)).catch(() => undefined);
    return found?.isFile() ? ([[file, found.mtimeMs]] as const) : [];
  });
  return new Map((await Promise.all(states)).flat());
}

const changedBetween = (before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): readonly string[] =>
  [...new Set([...before.keys(), ...now.keys()])].filter((file) => before.get(file) !== now.get(file)).toSorted();

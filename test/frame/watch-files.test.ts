import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { watchFiles } from '../../cli/watch-files.ts';
import { temporaryFolder } from '../stack/folder.ts';

vi.setConfig({ testTimeout: 120_000 });

/** An app whose files are watched, and what was told about them. */
async function watched() {
  const stack = new AsyncDisposableStack();
  const { path: dir } = stack.use(await temporaryFolder());
  await mkdir(join(dir, 'programs'));
  await writeFile(join(dir, 'programs/webinar.ts'), 'one');
  const told: string[] = [];
  stack.use(await watchFiles(dir, async (files) => void told.push(...files)));
  const write = (file: string, text: string) => writeFile(join(dir, file), text);
  const isTold = (file: string) => vi.waitFor(() => expect(told).toContain(file), { timeout: 30_000 });
  return { dir, told, write, isTold, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

test('a file that an editor replaces by another one is told by its name, each time', async () => {
  await using app = await watched();
  for (const text of ['two', 'three']) {
    await app.write('programs/sedgBZMcN', text);
    await rename(join(app.dir, 'programs/sedgBZMcN'), join(app.dir, 'programs/webinar.ts'));
    await app.isTold('programs/webinar.ts');
    app.told.length = 0;
  }
  await app.write('policy.ts', 'a change after which nothing more is told of the ones before');
  await app.isTold('policy.ts');
  expect(app.told.filter((file) => file.includes('webinar'))).toEqual([]);
});

test('a new folder is watched, and a file that is gone is told', async () => {
  await using app = await watched();
  await mkdir(join(app.dir, 'sms'));
  await app.write('sms/hello.txt', 'Hello');
  await app.isTold('sms/hello.txt');
  app.told.length = 0;
  await app.write('sms/hello.txt', 'Hello again');
  await app.isTold('sms/hello.txt');
  await rm(join(app.dir, 'programs/webinar.ts'));
  await app.isTold('programs/webinar.ts');
});

test('what Trellis and editors write is not told', async () => {
  await using app = await watched();
  for (const file of ['content.gen.json', 'programs/.webinar.ts.swp', 'programs/webinar.ts~', 'programs/4913'])
    await app.write(file, 'x');
  await app.write('policy.ts', 'x');
  await app.isTold('policy.ts');
  expect(app.told).toEqual(['policy.ts']);
});

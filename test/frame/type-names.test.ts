import { expect, test } from 'vitest';
import { sourcesOf } from './import-graph.ts';
import { rooms } from './walls.ts';

/** Its pages stand for themselves, and no page imports from another. */
const withoutPages = rooms.filter((room) => room !== 'console' && !room.includes('/'));

test.each(withoutPages)('no two files of %s export a type of the same name', async (room) => {
  const files = [...(await sourcesOf([room]))].filter(([file]) => !/^db\/migrations\/|^cli\/init\/template\//.test(file));
  const exported = files.flatMap(([file, text]) =>
    [...text.matchAll(/^export (?:class|interface|type) (\w+)/gm)].map(([, name = '']) => ({ name, file })),
  );
  const twice = [...Map.groupBy(exported, ({ name }) => name)].filter(([, places]) => places.length > 1);
  expect(twice.map(([name, places]) => `${name}: ${places.map(({ file }) => file).join(', ')}`)).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appRouter } from '../../api/router.ts';
import { root } from '../frame/import-graph.ts';

const procedures = Object.entries(appRouter._def.procedures) as unknown as [string, { _def: { type: string } }][];
const mutations = procedures.filter(([, { _def }]) => _def.type === 'mutation').map(([name]) => name);

/** The rows of the table in docs/undo.md: what was done, how it is taken back, until when. */
const rows = [...readFileSync(join(root, 'docs/undo.md'), 'utf8').matchAll(/^\| `([\w.]+)` \| (.+?) \| (.*?) ?\|$/gm)].map(
  ([, done = '', back = '', until = '']) => ({ done, back, until }),
);

test('every mutation of the API says how to undo it, or why it can’t be undone', () => {
  expect(rows.map(({ done }) => done).toSorted()).toEqual(mutations.toSorted());
});

test('what reverts a change is a change of the API itself', () => {
  for (const { done, back, until } of rows) {
    const ways = [...back.matchAll(/`(\w+\.\w+)`/g)].map(([, name]) => name!);
    if (back.startsWith('not: ')) continue;
    expect(ways.length, done).toBeGreaterThan(0);
    expect(
      ways.filter((name) => !mutations.includes(name)),
      done,
    ).toEqual([]);
    expect(until, done).not.toBe('');
  }
});

import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What puts inputs together, and says nothing of what a text or a number may be. */
const frames = ['array', 'boolean', 'enum', 'infer', 'literal', 'partialRecord', 'record', 'strictObject', 'union'];

test('no procedure takes a text or a number that api/values.ts does not limit', () => {
  const files = globSync('api/routers/*.ts');
  const used = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bz\s*\.(\w+)/g)].map(([, kind = '']) => ({ file, kind })),
  );
  expect(used.length).toBeGreaterThan(50);
  expect(used.filter(({ kind }) => !frames.includes(kind))).toEqual([]);
});

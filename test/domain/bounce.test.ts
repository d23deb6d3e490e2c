import { expect, test } from 'vitest';
import { bounceKindOf } from '../../domain/bounce.ts';

test.each([
  ['5.1.1', 'address'],
  ['5.1.10', 'address'],
  ['5.2.1', 'address'],
  ['5.2.2', 'later'],
  ['4.2.2', 'later'],
  ['4.7.1', 'later'],
  ['5.7.1', 'ours'],
  ['5.7.26', 'ours'],
  ['5.4.4', 'later'],
  ['2.0.0', 'later'],
  ['', 'later'],
])('the status %s means %s', (status, kind) => {
  expect(bounceKindOf(status)).toBe(kind);
});

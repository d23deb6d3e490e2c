import { RuleTester } from 'oxlint/plugins-dev';
import { describe, expect, it } from 'vitest';
import { own } from '../../domain/text/own.ts';
import plugin from './lint-plugin.ts';

RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester({ languageOptions: { parserOptions: { lang: 'ts' } } });

tester.run('a look-up by text from outside', plugin.rules['own-keys'] as never, {
  valid: [
    `const f = (table: Record<string, number>, name: string) => Object.hasOwn(table, name) ? table[name] : undefined;`,
    `const f = (message: object) => 'reason' in message;`,
    `const f = (rows: readonly number[], n: number) => rows[n];`,
    `const f = (name: string) => { const table = { a: 1 } as const; const key = keyOf(name); return table[key]; };`,
    `const done: Record<string, number> = {}; const f = (name: string) => { done[name] = 1; };`,
    `const f = (name: string, rows: string[]) => rows.map((name, n) => rows[n]);`,
  ],
  invalid: [
    `const f = (track: string, tracks: object) => track in tracks;`,
    `const f = (table: Readonly<Record<string, number>>, row: Row) => table[row.name];`,
    `const f = (table: Table, name: string) => table[name];`,
    `const f = (name: string) => tables.inside[name as Name];`,
    `const table: { [name: string]: number } = {}; function f({ name }: Row) { return table[name]; }`,
  ].map((code) => ({ code, errors: 1 })),
});

it('a look-up finds only own properties, none that are inherited', () => {
  const table = JSON.parse('{"a":1,"__proto__":2}') as Record<string, number>;
  expect(['a', '__proto__', 'constructor', 'toString', 'b'].map((name) => own(table, name))).toEqual([1, 2, undefined, undefined, undefined]); // prettier-ignore
});

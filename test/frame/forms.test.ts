import { RuleTester } from 'oxlint/plugins-dev';
import { describe, it } from 'vitest';
import plugin from './lint-plugin.ts';

RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester({ languageOptions: { parserOptions: { lang: 'ts' } } }).run(
  'the form of a function of a module',
  plugin.rules['function-forms'] as never,
  {
    valid: [
      `export function double(n: number) { return 2 * n; }`,
      `const double = (n: number) => 2 * n;`,
      `const doubling = (by: number) => { const factor = 2 * by; return (n: number) => factor * n; };`,
      `const touch: Touch = async (order) => { await send(order); };`,
      `export function doubled(all: number[]) { const double = (n: number) => { return 2 * n; }; return all.map(double); }`,
    ],
    invalid: [
      `const double = (n: number) => { return 2 * n; };`,
      `export const double = async (n: number) => { await pause(); return 2 * n; };`,
      `const warn = () => { console.warn('late'); };`,
    ].map((code) => ({ code, errors: 1 })),
  },
);

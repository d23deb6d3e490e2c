/** 5,000 characters that no compression makes shorter, always the same. */
const longText = Array.from({ length: 5_000 }, (_, n) => String.fromCodePoint(33 + ((n * n * 7_919 + n * 104_729) % 9_000))).join(
  '',
);

/** Texts that break what takes them for plain ones. */
export const hostileTexts: Readonly<Record<string, string>> = {
  nul: 'A\0B',
  'half a letter': 'A\uD800B',
  'half a letter at its end': 'A\uD83D',
  'a letter in two halves at every limit': '😀'.repeat(6_000),
  'a letter in two halves behind an odd one': `x${'😀'.repeat(6_000)}`,
  'a long text': longText,
  constructor: 'constructor',
  ['__proto__']: '__proto__',
  'a line that is forged': 'x\u001B]0;title\u0007\r\nForged: line',
  'text that reads backwards': 'Ann \u202Eexe.fdp',
  'an integer that is too large': '99999999999',
  'a negative number': '-1',
  'the last year of JavaScript': '+275760-09-12T00:00:00Z',
  'the first year of JavaScript': '-275760-01-01T00:00:00Z',
  'a year of five digits': '10000-01-01',
  nothing: '',
  'an exponent': '1e400',
};

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

/** Values that come in where something else is meant. */
export const hostileValues: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(
    [
      'nul',
      'half a letter',
      'a long text',
      'constructor',
      '__proto__',
      'a line that is forged',
      'the last year of JavaScript',
      'an integer that is too large',
    ].map((name) => [name, hostileTexts[name]]),
  ),
  number: 99_999_999_999,
  minus: -1,
  'too much money': 1e15,
  'late instant': 8.64e15,
  object: {},
  'object that is no text': { toString: null, valueOf: null },
  'object with a prototype': JSON.parse('{"__proto__":{"a":1},"constructor":{"b":2}}'),
  array: ['A\0B', '\uD800'],
  'nested arrays': nested(40),
  null: null,
};

/** JSON that nests deeper than anything that walks through it has stack. */
export const deepJson = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;

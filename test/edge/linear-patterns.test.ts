import vm from 'node:vm';
import { expect, test } from 'vitest';
import { alphabets, full, milliseconds, patterns, wordsOf, type Pattern } from './patterns.ts';

/** Characters. What grows with the square of it takes seconds here, and what is linear takes a millisecond. */
const LENGTH = 150_000;
const BUDGET = 100;

const texts = new Map<string, string>();
function textOf(piece: string): string {
  const text = texts.get(piece) ?? full(piece, LENGTH);
  texts.set(piece, text);
  return text;
}

/** The first alphabet that takes a pattern longer than it may. */
function tooSlowFor(pattern: Pattern): string | undefined {
  const context = vm.createContext({
    pattern: new RegExp(pattern.source, `${pattern.flags.replaceAll(/[gy]/g, '')}g`),
    text: '',
  });
  const script = new vm.Script("text.replace(pattern, '')");
  return [...alphabets, ...wordsOf(pattern)].find((piece) => {
    context['text'] = textOf(piece);
    const run = () => {
      try {
        script.runInContext(context, { timeout: 1_000 });
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      }
    };
    return milliseconds(run, BUDGET) > BUDGET;
  });
}

test('no regular expression takes more than linear time for any text from outside', { timeout: 240_000 }, () => {
  const all = patterns();
  expect(all.length).toBeGreaterThan(300);
  const slow = all.flatMap((pattern) => {
    const piece = tooSlowFor(pattern);
    return piece === undefined ? [] : [`${pattern.where} /${pattern.source}/ on ${JSON.stringify(piece)}`];
  });
  expect(slow).toEqual([]);
});

test('a pattern that goes back and forth is found', () => {
  expect(tooSlowFor({ where: '', source: String.raw`\s+$`, flags: '' })).toBeDefined();
  expect(tooSlowFor({ where: '', source: String.raw`(?<!\s)\s+$`, flags: '' })).toBeUndefined();
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvReader, type CsvRow } from '../../api/import/csv-reader.ts';
import { csvLine } from '../../api/import/csv-line.ts';

function read(text: string, delimiter = ',', piece = text.length || 1): CsvRow[] {
  const reader = new CsvReader(delimiter);
  const rows: CsvRow[] = [];
  for (let at = 0; at < text.length; at += piece) rows.push(...reader.read(text.slice(at, at + piece)));
  return [...rows, ...reader.read('', true)];
}
const cellsOf = (text: string, delimiter?: string): (readonly string[])[] => read(text, delimiter).map(({ cells }) => cells);

const delimiters = fc.constantFrom(',', ';', '\t', '|');
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

describe('a file as RFC 4180 has it', () => {
  it('is read back as written, with any cells, delimiter and line ends', () => {
    const cell = fc.stringMatching(/^[a-z,;|\t"'\r\n é]{0,12}$/);
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rows, delimiters, fc.constantFrom('\n', '\r\n', '\r'), (table, delimiter, end) => {
        const text = table.map((row) => row.map(quoted).join(delimiter)).join(end);
        expect(cellsOf(text, delimiter)).toEqual(table.filter((row) => row.some((each) => each !== '')));
      }),
      { numRuns: 300 },
    );
  });

  it('is the same however it is cut into pieces', () => {
    const text = fc.stringMatching(/^[ab,"\r\n\\ ]{0,60}$/);
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 7 }), (whole, piece) => {
        expect(read(whole, ',', piece)).toEqual(read(whole));
      }),
      { numRuns: 500, examples: [[String.raw`","\"`, 1]] },
    );
  });
});

describe('a quotation mark that encloses nothing', () => {
  it.each([
    ['a,5" Pipes,b', ['a', '5" Pipes', 'b']],
    ['a,The "Best" Co,b', ['a', 'The "Best" Co', 'b']],
    ['a,"Best" Co,b', ['a', '"Best" Co', 'b']],
    ['a,"The "Best" Co",b', ['a', 'The "Best" Co', 'b']],
    ['a,",b', ['a', '"', 'b']],
    ['a,"",b', ['a', '', 'b']],
    [String.raw`a,"say \"hi\" to, all",b`, ['a', 'say "hi" to, all', 'b']],
    [String.raw`a,"C:\",b`, ['a', 'C:\\', 'b']],
    ['a, "spaced, out" ,b', ['a', 'spaced, out', 'b']],
    ["a,'single, b", ['a', "'single", 'b']],
  ])('%s', (line, cells) => {
    expect(cellsOf(`${line}\nnext,"row, too",x`)).toEqual([cells, ['next', 'row, too', 'x']]);
  });

  it('costs no other row, even when it is never closed', () => {
    const rows = read('a,"never closed,b\nc,"d, e",f\ng,h,i');
    expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, 'a', '"never closed', 'b'],
      [2, 'c', 'd, e', 'f'],
      [3, 'g', 'h', 'i'],
    ]);
    expect(rows.map(({ openQuote }) => openQuote)).toEqual([true, undefined, undefined]);
  });
});

it('says the line of the file in which a row begins, with any line ends, inside quotes as well', () => {
  for (const end of ['\n', '\r\n', '\r'])
    expect(
      read(['h,n', '"a","x', 'y', 'z"', '', 'b,c'].join(end)).map(({ line }) => line),
      JSON.stringify(end),
    ).toEqual([1, 2, 6]);
});

describe('a hostile file', () => {
  const MB = 1024 ** 2;
  const seconds = (work: () => void): number => {
    const began = performance.now();
    work();
    return (performance.now() - began) / 1_000;
  };

  it.each([
    ['a cell without end', () => 'x'.repeat(20 * MB)],
    ['a quote that is never closed', () => `a,"${'x, y\n'.repeat(4 * MB)}`],
    ['a row of nothing but quotes', () => '"'.repeat(20 * MB)],
    ['cells that all open a quote', () => '"""a,'.repeat(2 * MB)],
    ['quotes and line breaks', () => '"a\n'.repeat(MB)],
    ['quotes, delimiters and backslashes', () => '\\",'.repeat(2 * MB)],
  ])('%s is read in time that is linear in it, and little memory', (_, make) => {
    const text = make();
    const reader = new CsvReader(',');
    let longest = 0;
    const took = seconds(() => {
      for (let at = 0; at < text.length; at += 256 * 1024)
        for (const { cells } of reader.read(text.slice(at, at + 256 * 1024))) longest = Math.max(longest, cells.join('').length);
      reader.read('', true);
    });
    expect(longest).toBeLessThanOrEqual(1.3 * MB);
    expect(took).toBeLessThan(15);
  });

  it('loses the long row, and not the next one', () => {
    const rows = read(`a,b\n${'x'.repeat(2 * MB)}\nc,d`, ',', 64 * 1024);
    expect(rows.map(({ line, tooLong }) => [line, tooLong])).toEqual([
      [1, undefined],
      [2, true],
      [3, undefined],
    ]);
  });
});

it('a line that we write is read back, and is not a formula in a spreadsheet', () => {
  expect(csvLine(['=1+1', '+49 30', 'a,b', 'say "x"', 'a\nb'])).toBe(`'=1+1,'+49 30,"a,b","say ""x""","a\nb"`);
});

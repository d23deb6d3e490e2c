import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readName } from '../../domain/person-name.ts';

const read = (name: string): [string | undefined, string | undefined] => {
  const { firstName, lastName } = readName({ name });
  return [firstName, lastName];
};

/** First names and last names, and how they are written. A name without a bar is a last name only. */
const names: Readonly<Record<string, readonly string[]>> = {
  'Ann|Lee': [
    'Ann Lee',
    ' Ann  Lee ',
    '"Ann Lee"',
    'Lee, Ann',
    'Lee,Ann',
    'Dr. Ann Lee',
    'Dr Ann Lee',
    'Prof. Dr. Ann Lee',
    'Prof.Dr.Ann Lee',
    'Dr. med. Ann Lee',
    'Dr.-Ing. Ann Lee',
    'Dipl.-Ing. Ann Lee',
    'Univ.-Prof. Dr. Ann Lee',
    'Mag. Ann Lee',
    'Herr Ann Lee',
    'Frau Dr. Ann Lee',
    'Mr. Ann Lee',
    'Mrs Ann Lee',
    'Ms. Ann Lee',
    'Mme Ann Lee',
    'M. Ann Lee',
    'Monsieur Ann Lee',
    'Sr. Ann Lee',
    'Sra. Ann Lee',
    'Srta Ann Lee',
    'Dott. Ann Lee',
    'Dott.ssa Ann Lee',
    'Sig.ra Ann Lee',
    'Ing. Ann Lee',
    'Dhr. Ann Lee',
    'Mevr. Ann Lee',
    'Drs. Ann Lee',
    'Pani Ann Lee',
    'mgr inż. Ann Lee',
    'Lee, Dr. Ann',
    'Ann Lee, PhD',
    'Ann Lee, MBA, PMP',
    'Ann Lee PhD',
    'Ann Lee Jr.',
    'Lee, Ann, Jr.',
    'Ann Lee III',
    'Ann Lee (she/her)',
    'Ann (Annie) Lee',
    'Ann 🚀 Lee',
    'Dr. Dr. h.c. Ann Lee',
    'Ann Lee, Acme GmbH',
  ],
  'Max|Muster': ['Herr Max Muster', 'Muster, Max', 'MAX Muster'],
  'Ludwig|van Beethoven': ['Ludwig van Beethoven', 'van Beethoven, Ludwig'],
  'María|del Carmen García López': ['María del Carmen García López'],
  'Gabriel|García Márquez': ['Gabriel García Márquez', 'García Márquez, Gabriel'],
  'Hans-Peter|Müller-Lüdenscheidt': ['Hans-Peter Müller-Lüdenscheidt', 'Müller-Lüdenscheidt, Hans-Peter'],
  'Seán|O’Brien': ['Seán O’Brien', 'O’Brien, Seán'],
  'Jean-Luc|DUPONT': ['Jean-Luc DUPONT', 'DUPONT, Jean-Luc', 'JEAN-LUC DUPONT'],
  'J.P.|Morgan': ['J.P. Morgan'],
  'Jack|Ma': ['Jack Ma'],
  'Won|Kim': ['Won Kim'],
  'Nan|Na': ['Nan Na'],
  'Ann|': ['Ann', 'ANN'],
  '|Lee': ['Mr. Lee', 'Herr Lee', 'Frau Dr. Lee', 'Mme Lee', 'Dr. Lee', 'Signora Lee'],
  '|': [
    '',
    ' ',
    '-',
    '--',
    '.',
    '?',
    'NULL',
    'null',
    'N/A',
    'n/a',
    '#N/A',
    'NA',
    'nan',
    'NaN',
    'none',
    'unknown',
    'undefined',
    'k.A.',
    'unbekannt',
    'test',
    'Herr',
    'Dr.',
    'Mr',
    'Frau Dr.',
    'You won 1,000 EUR, claim at https://evil.example/x',
    'You won 1000 EUR, claim at http://evil.example/claim now',
    'visit evil.example now',
    'Click www.evil.com',
    'EVIL.EXAMPLE',
    'evil.com',
    't.co/x',
    'ann@acme.example',
    'Ann2',
    '12345',
    '+49 30 1234567',
    'Call me tonight please',
    'Your account is locked',
    'You Won A Prize Today',
    'Ann & Bob Lee',
    '<b>Ann</b>',
    'Ann; DROP TABLE',
    '{{lead.name}}',
    'a'.repeat(60),
    'Pay $500 now!',
  ],
};

describe.each(Object.entries(names))('the name %s', (parts, list) => {
  const [first, last] = parts.split('|').map((part) => part || undefined);
  test.each(list)('is read in "%s"', (text) => expect(read(text)).toEqual([first, last]));
});

test.each([
  [{ firstName: 'Max', name: 'Muster' }, 'Max', 'Muster'],
  [{ firstName: 'Max', name: 'Max Muster' }, 'Max', 'Muster'],
  [{ firstName: 'Max', name: 'Muster, Max' }, 'Max', 'Muster'],
  [{ firstName: 'Max', name: 'Herr Muster' }, 'Max', 'Muster'],
  [{ lastName: 'Muster', name: 'Max Muster' }, 'Max', 'Muster'],
  [{ firstName: 'Dr. Max', lastName: 'Muster' }, 'Max', 'Muster'],
  [{ firstName: 'Max', lastName: 'Muster, MBA' }, 'Max', 'Muster'],
  [{ firstName: 'Muster, Max' }, 'Max', 'Muster'],
  [{ firstName: 'Herr', lastName: 'Muster' }, undefined, 'Muster'],
  [{ firstName: 'NULL', lastName: 'Muster' }, undefined, 'Muster'],
  [{ firstName: 'see https://evil.example', lastName: 'Muster' }, undefined, 'Muster'],
  [{ firstName: 'Max', lastName: 'go to evil.example' }, 'Max', undefined],
  [{ firstName: 'Max', lastName: 'N/A', name: 'Max Muster' }, 'Max', 'Muster'],
])('%j is %s %s', (cells, firstName, lastName) => expect(readName(cells)).toEqual({ firstName, lastName }));

test('whatever is typed, no part of a name holds an address, a web address, a digit, or a line of its own', () => {
  const pieces = fc.constantFrom(
    'Ann',
    'Lee',
    'http://',
    'www.',
    'evil.example',
    '@',
    ',',
    '1',
    '\n',
    '<a>',
    'click',
    'now',
    'Dr.',
    '/x',
    ' ',
    'é',
    '\u202E',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), fc.string({ unit: 'grapheme' }), fc.boolean(), (some, noise, spaced) => {
      const text = some.join(spaced ? ' ' : '') + noise;
      for (const cells of [{ name: text }, { firstName: text }, { lastName: text }, { firstName: text, name: text }])
        for (const part of Object.values(readName(cells)))
          if (part !== undefined) expect(part).not.toMatch(/[@:/\d\p{Cc}\p{Cf}<>]|[\p{L}]{3,}\.\p{L}{2,}|www\./u);
    }),
  );
});

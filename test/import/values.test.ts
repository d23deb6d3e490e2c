import { describe, expect, it } from 'vitest';
import { standardPersonas } from '../../domain/people/persona.ts';
import { addressesIn } from '../../api/import/addresses.ts';
import { consentWord, saysOut, yesOrNo } from '../../api/import/answers.ts';
import { cellText } from '../../api/import/cell-text.ts';
import { orderIn, readDate } from '../../api/import/dates.ts';
import { fieldOf } from '../../api/import/headers.ts';
import { normaliseRow } from '../../api/import/normalise-row.ts';
import { employees } from '../../api/import/sizes.ts';
import { standardConsent } from '../../domain/contact/consent-policy.ts';

function day(text: string, order?: 'dayFirst' | 'monthFirst') {
  const at = readDate(text, order);
  return at === undefined ? undefined : new Date(at).toISOString().replace(':00.000Z', '').replace('T00:00', '');
}

describe('a date', () => {
  it.each([
    ['2020-01-13', '2020-01-13'],
    ['2020/01/13', '2020-01-13'],
    ['20200113', '2020-01-13'],
    ['2020-1-13', '2020-01-13'],
    ['2020/1/5', '2020-01-05'],
    ['2020-01-13T10:05:00Z', '2020-01-13T10:05'],
    ['2020-01-13 10:05:00.123 UTC', '2020-01-13T10:05'],
    ['2020-01-13 14:05:00+02:00', '2020-01-13T12:05'],
    ['31/12/2019', '2019-12-31'],
    ['12/31/2019', '2019-12-31'],
    ['13.01.2020', '2020-01-13'],
    ['01.02.2020 14:05', '2020-02-01T14:05'],
    ['1/13/2020 2:05 PM', '2020-01-13T14:05'],
    ['05/05/2020', '2020-05-05'],
    ['04 Jul 2026', '2026-07-04'],
    ['July 4th, 2026', '2026-07-04'],
    ['Mon, 06 Jul 2026 10:05:00 GMT', '2026-07-06T10:05'],
    ['4. Juli 2026', '2026-07-04'],
    ['12. Mär. 2024', '2024-03-12'],
    ['1er août 2024', '2024-08-01'],
    ['4 de julio de 2026', '2026-07-04'],
    ['4 luglio 2026', '2026-07-04'],
    ['5 mrt 2024', '2024-03-05'],
    ['4 de março de 2026', '2026-03-04'],
    ['3 stycznia 2024', '2024-01-03'],
    ['3 maj 2024', '2024-05-03'],
    ['13-Oct-2020', '2020-10-13'],
  ])('%s is %s', (text, wanted) => expect(day(text)).toBe(wanted));

  it.each([
    '44197',
    '44197.5',
    '0',
    '-1',
    '1',
    '2020',
    '1578873600',
    '2024-02-30',
    '31.04.2020',
    '2020-13-01',
    '32/01/2020',
    'before 2018',
    '2018-ish',
    'yes',
    'Jan 2020',
    '1/13/20',
    '2020-01-13 25:00',
    '0001-01-01',
    '2020-01-13x',
    'Foo 4, 2020',
  ])('%s is none', (text) => expect(day(text, 'dayFirst')).toBeUndefined());

  it('with two numbers that may be a month is read in the order of its column, or not at all', () => {
    expect(day('01/02/2020')).toBeUndefined();
    expect(day('01/02/2020', 'dayFirst')).toBe('2020-02-01');
    expect(day('01/02/2020', 'monthFirst')).toBe('2020-01-02');
    expect(['31/12/2019', '12/31/2019', '13.01.2020', '01/02/2020', '05/05/2020', '2020-01-02'].map(orderIn)).toEqual([
      'dayFirst',
      'monthFirst',
      'dayFirst',
      'either',
      undefined,
      undefined,
    ]);
  });
});

describe('a number of employees', () => {
  it.each([
    ['250', 250], ['250.0', 250], ['250,00', 250], ['1,000', 1000], ['1.200', 1200], ['1 000', 1000], ['1\u00a0000', 1000], ["1'000", 1000], ['12,345,678', 12_345_678], ['1,234.0', 1234], ['5k', 5000], ['1.5k', 1500],
    ['250 employees', 250], ['80 Mitarbeiter', 80], ['2147483647', 2_147_483_647],
  ])('%s is %d', (text, wanted) => expect(employees(text)).toBe(wanted)); // prettier-ignore

  it.each([
    '11-50',
    '11–50',
    '10,001+',
    '> 500',
    'ca. 250',
    '0',
    '-5',
    '5000000000',
    '2147483648',
    '250.5',
    '1e3',
    '12,34,567',
    'many',
    '+1 612 405',
  ])('%s is unknown', (text) => expect(employees(text)).toBeUndefined());
});

describe('an answer', () => {
  it.each([
    '',
    'no',
    'No',
    'N',
    'nein',
    'non',
    'nej',
    'nei',
    'nee',
    'não',
    'nie',
    'false',
    'FALSE',
    '0',
    'faux',
    'falso',
    'FALSCH',
    'off',
    'keine',
    'subscribed',
    'Not opted out',
    'opted in',
    'Marketing contact',
    'abonniert',
    'inscrit',
    'iscritto',
  ])('"%s" in a column of opt-outs is a clear no', (text) => expect(saysOut(text)).toBe(false));

  it.each([
    'yes',
    'x',
    '1',
    'true',
    'oui',
    'sí',
    'ja',
    'tak',
    'opted out',
    'unsubscribed',
    'Non-marketing contact',
    '2023-05-01',
    '01.05.2023',
    'N/A',
    '-',
    '?',
    'maybe',
    'no longer',
    'no mail',
    'désinscrit',
    'dado de baja',
    'disiscritto',
    'afgemeld',
    '2',
  ])('"%s" is an opt-out', (text) => expect(saysOut(text)).toBe(true));

  it.each([
    ['opt-in', 'optIn'], ['Opt In', 'optIn'], ['double opt-in', 'doubleOptIn'], ['DOI', 'doubleOptIn'], ['legitimateInterest', 'legitimateInterest'], ['Legitimate interest – prospect/lead', 'legitimateInterest'], ['berechtigtes Interesse', 'legitimateInterest'],
    ['intérêt légitime', 'legitimateInterest'], ['Bestandskunde', 'customer'], ['none', 'none'], ['yes', 'yes'], ['oui', 'yes'], ['subscribed', 'yes'], ['TRUE', 'yes'], ['no', 'no'], ['withdrawn', 'no'], ['Unsubscribed', 'no'], ['widerrufen', 'no'],
    ['revocado', 'no'], ['ritirato', 'no'], ['false', 'no'], ['a handshake', undefined], ['2020-01-01', undefined],
  ])('"%s" in a column of consent says %s', (text, wanted) => expect(consentWord(text)).toBe(wanted)); // prettier-ignore

  it('is yes, no or neither', () => {
    expect(['yes', 'X', '✓', 'no', '✗', 'perhaps', '44197'].map(yesOrNo)).toEqual([
      true,
      true,
      true,
      false,
      false,
      undefined,
      undefined,
    ]);
  });
});

it.each([
  ['ann@x.example', ['ann@x.example']],
  ['Ann Lee <ann@x.example>', ['ann@x.example']],
  ['"Lee, Ann" <ann@x.example>, Bob <bob@x.example>', ['ann@x.example', 'bob@x.example']],
  ['mailto:ann@x.example?subject=hi', ['ann@x.example']],
  ['ann@x.example; bob@x.example', ['ann@x.example', 'bob@x.example']],
  ['ann@x.example / bob@x.example', ['ann@x.example', 'bob@x.example']],
  ['ann@x.example\nbob@x.example', ['ann@x.example', 'bob@x.example']],
  ['(ann@x.example).', ['ann@x.example']],
  ['ann(at)x.example', []],
  ['see notes', []],
  ['SMTP:ann@x.example', ['ann@x.example']],
  ['#ann@x.example#', ['ann@x.example']],
  ['• ann@x.example!', ['ann@x.example']],
  ['ann@x.example&bob@x.example', ['ann@x.example', 'bob@x.example']],
  ['ann@x.example:bob@x.example', ['ann@x.example', 'bob@x.example']],
])('the addresses in "%s"', (cell, wanted) => expect(addressesIn(cell)).toEqual(wanted));

it.each(['.', '[', '(', '<', '"', "'", '`', '*', ':', '|', ',', ';', '/', '@', '?', ' ', '\n', '\\', 'a.', '" '])(
  'no cell is slow that is full of %j',
  (sign) => {
    const began = performance.now();
    const full = sign.repeat(100_000 / sign.length);
    for (const cell of [`a${full}@b`, `a@b${full}z`, `x@${full}.de z`, full]) {
      addressesIn(cell);
      cellText(cell);
      fieldOf(cell);
      normaliseRow(
        { email: cell, name: cell, phone: cell, size: cell, consentBasis: cell, optedOut: cell },
        { source: 'file', consentBasis: 'none', consent: standardConsent, personas: standardPersonas, at: 0, zone: 'UTC' },
      );
    }
    // Milliseconds; a reader that is not linear takes many seconds.
    expect(performance.now() - began).toBeLessThan(2_000);
  },
);

it.each([
  ["'+49 30 1", '+49 30 1'],
  ['="0123"', '0123'],
  ['\ufeffAnn\u200b', 'Ann'],
  ['Ann\u00a0Lee', 'Ann Lee'],
  ['B\0ob', 'Bob'],
  ['a@x.example\u001fAnn', 'a@x.example Ann'],
  ['NULL', ''],
  [String.raw`\N`, ''],
  ["O'Neil", "O'Neil"],
  ["'t Hooft", "'t Hooft"],
  ["'quoted'", "'quoted'"],
  ['half \ud800', 'half \ufffd'],
])('of the cell %j the value is %j', (cell, value) => expect(cellText(cell)).toBe(value));

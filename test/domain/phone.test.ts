import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstPhone, phoneNumber } from '../../domain/people/phone.ts';

describe('a phone number', () => {
  test.each([
    ["'+1 612-405-0000", '+1 612-405-0000'],
    ['+1 555 0100', '+1 555 0100'],
    ['p:+15551234567', '+15551234567'],
    ['="+49 30 901820"', '+49 30 901820'],
    ['tel:+4930901820', '+4930901820'],
    ['Tel.: +43 1 234567', '+43 1 234567'],
    ['Tel. +43 1 234567', '+43 1 234567'],
    ['+43 1 234567 (office)', '+43 1 234567'],
    ['＋４３ １ ２３４５６７', '+43 1 234567'],
    ['Mobil: +49 170 1234567', '+49 170 1234567'],
    ['+49 (0)30 901820', '+49 30 901820'],
    ['+49 (0) 30 901820', '+49 30 901820'],
    ['0049 30 901820', '+49 30 901820'],
    ['(+49) 30 901820', '+49 30 901820'],
    ['\u202A+49 30 901820\u202C', '+49 30 901820'],
    ['+33 1 00 00 00 00', '+33 1 00 00 00 00'],
    ['+49 30 1234567; +49 170 1234567', '+49 30 1234567'],
    ['+49 30 1234567 / +49 170 1234567', '+49 30 1234567'],
    ['+1 612-405-0000 x12', '+1 612-405-0000 x12'],
    ['+1 (612) 405-0000', '+1 (612) 405-0000'],
  ])('%s with a country code stays as it was written, without the marks around it', (text, number) =>
    expect(phoneNumber(text)).toBe(number),
  );

  test.each([
    ['030 901820', 'DE', '+49 30 901820'],
    ['030/90 18 20', 'DE', '+49 30 901820'],
    ['4917012345678', 'DE', '+49 170 12345678'],
    ['491701234567.0', 'DE', '+49 170 1234567'],
    ['(612) 405-0000', 'US', '+1 612 405 0000'],
    ['612-405-0000 ext. 12', 'US', '+1 612 405 0000 ext. 12'],
    ['01 23 45 67 89', 'FR', '+33 1 23 45 67 89'],
    ['079 123 45 67', 'CH', '+41 79 123 45 67'],
    ['06 12345678', 'NL', '+31 6 12345678'],
    ['02 1234 5678', 'IT', '+39 02 1234 5678'],
    ['020 7946 0958', 'GB', '+44 20 7946 0958'],
    ['030 901820', undefined, '030 901820'],
    ['030 901820', 'XX', '030 901820'],
  ])('%s of %s is completed by the country', (text, country, number) => expect(phoneNumber(text, country)).toBe(number));

  test.each([
    '',
    '-',
    'N/A',
    '4.917E+11',
    '4,917E+11',
    '1.23e10',
    'call me',
    'ann@acme.com',
    '0000000',
    '12',
    '+1',
    '+999 1234567',
    '+210 1234567',
    '123456789012345678',
    '12/05/2026 10:00',
    '$5,000',
    'x',
    '#REF!',
  ])('"%s" is none', (text) => expect(phoneNumber(text, 'DE')).toBeUndefined());

  test('any text is read without an error, and a result reads as itself', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[+\d ().x/-]{3,25}$/)),
        fc.constantFrom('DE', 'US', 'FR', undefined),
        (text, country) => {
          const number = phoneNumber(text, country);
          if (number?.startsWith('+')) expect(phoneNumber(number, country)).toBe(number);
        },
      ),
    );
  });

  test('is the first number of several texts', () => {
    expect(firstPhone(['', '4.9E+11', undefined, '+1 555 0100', '+1 612 405 0000'])).toBe('+1 555 0100');
    expect(firstPhone(['n/a', undefined])).toBeUndefined();
  });
});

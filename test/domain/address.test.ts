import fc from 'fast-check';
import { createTransport } from 'nodemailer';
import { describe, expect, test } from 'vitest';
import { domainOf, isPlausibleAddress, matchingAddress, normaliseAddress } from '../../domain/people/address.ts';

describe('an address', () => {
  test.each([
    'ann@example.com',
    " O'Brien+x@mail.example.co.uk ",
    'jürgen@müller.de',
    'a@b.museum',
    'x@xn--mller-kva.xn--p1ai',
    'संपर्क@डाटामेल.भारत',
    'தொடர்பு@எடுத்துக்காட்டு.இந்தியா',
    'ติดต่อ@ตัวอย่าง.ไทย',
    'אנה@דוגמה.example',
    '用户@例子.广告',
    `${'a'.repeat(64)}@example.com`,
  ])('%s is plausible', (text) => {
    expect(isPlausibleAddress(text)).toBe(true);
  });

  test.each([
    '',
    'ann',
    '@example.com',
    'ann@',
    'ann@example',
    'a@@b.com',
    'a@b@c.com',
    'ann@exa mple.com',
    '.ann@example.com',
    'an..n@example.com',
    'ann@-example.com',
    'ann@example..com',
    'ann@exam_ple.com',
    'ann@10.0.0.1',
    'ann@[10.0.0.1]',
    'ann@example.com/path',
    'ann@example.com:25',
    'ann@%65xample.com',
    `ann@${'a'.repeat(64)}.com`,
    `ann@${'a.'.repeat(130)}com`,
    'Ann <ann@example.com>',
    `${'a'.repeat(65)}@example.com`,
    `${'é'.repeat(33)}@example.com`,
    'ann@example.com\nBcc: x@y.com',
    `ann@example.com ${'a'.repeat(2_000)}`,
  ])('"%s" is not', (text) => {
    expect(isPlausibleAddress(text)).toBe(false);
    expect(() => normaliseAddress(text)).toThrow(expect.objectContaining({ code: 'INVALID_ADDRESS', value: text }));
  });

  test('has one form, in lower case, and its domain as DNS knows it', () => {
    expect(normaliseAddress(' Ann.Lee+News@Example.COM ')).toBe('ann.lee+news@example.com');
    expect(domainOf('Ann@Mail.Example.com')).toBe('mail.example.com');
  });

  test.each([
    ['ann@MÜNCHEN.example', 'ann@xn--mnchen-3ya.example'],
    ['ann@mu\u0308nchen.example', 'ann@xn--mnchen-3ya.example'],
    ['ann@xn--mnchen-3ya.example', 'ann@xn--mnchen-3ya.example'],
    ['ann@straße.example', 'ann@xn--strae-oqa.example'],
    ['ann@例子。example', 'ann@xn--fsqu00a.example'],
    ['ａｎｎ＠ＥＸＡＭＰＬＥ．com', 'ann@example.com'],
    ['Jose\u0301@example.com', 'josé@example.com'],
    ['ﬁona@example.com', 'fiona@example.com'],
  ])('%s is %s', (text, expected) => {
    expect(normaliseAddress(text)).toBe(expected);
  });

  test.each([
    'mailto:ann@example.com',
    '<ann@example.com>',
    '"ann@example.com",',
    '(ann@example.com).',
    '\u200Bann@example.com\uFEFF',
    'a\u00ADnn@exam\u200Bple.com',
    '\u202Aann@example.com\u202C',
    '\u00A0ann@example.com\u3000',
    "'ann@example.com",
    'ann\u200D@example.com',
  ])('"%s" is what stands in it', (text) => {
    expect(normaliseAddress(text)).toBe('ann@example.com');
  });

  test('is outside ASCII in its local part only: every domain has a form in ASCII', () => {
    expect(normaliseAddress('josé@example.com')).toBe('josé@example.com');
    expect(normaliseAddress('ann@münchen.example')).toBe('ann@xn--mnchen-3ya.example');
  });

  test('of any shape is judged without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(typeof isPlausibleAddress(text)).toBe('boolean');
      }),
    );
  });
});

/** Local parts and domains in all the spellings that people and programs give them. */
const spelling = fc
  .tuple(
    fc.constantFrom('ann', 'Ann', 'ANN+fair', 'a.n.n', 'josé', 'jose\u0301', 'JOSÉ', 'ａｎｎ', 'संपर्क', 'an-n', "o'brien"),
    fc.constantFrom(
      'example.com', 'Example.COM', 'münchen.example', 'MÜNCHEN.example', 'mu\u0308nchen.example', 'xn--mnchen-3ya.example',
      'XN--MNCHEN-3YA.example', 'straße.example', 'strasse.example', 'xn--strae-oqa.example', 'डाटामेल.भारत', 'gmail.com', 'GoogleMail.com',
      'pm.me', 'protonmail.com', 'me.com', 'iCloud.com', 'ya.ru', 'outlook.fr', 'ｅxample.com',
    ),
  )
  .map(([local, domain]) => `${local}@${domain}`); // prettier-ignore

describe('the key of a mailbox', () => {
  test.each([
    ['a.n.n@gmail.com', 'ann@gmail.com'],
    ['Ann+fair@GoogleMail.com', 'ann@gmail.com'],
    ['ann+fair@outlook.com', 'ann@outlook.com'],
    ['ann+fair@outlook.fr', 'ann@outlook.fr'],
    ['a.nn@outlook.com', 'a.nn@outlook.com'],
    ['ann+fair@example.com', 'ann+fair@example.com'],
    ['+ann@gmail.com', '+ann@gmail.com'],
    ['ann.+fair@proton.me', 'ann@proton.me'],
    ['a-n_n@pm.me', 'ann@proton.me'],
    ['ann@me.com', 'ann@icloud.com'],
    ['a-n.n@ya.ru', 'ann@yandex.ru'],
    ['ann@münchen.example', 'ann@xn--mnchen-3ya.example'],
  ])('of %s is %s', (text, expected) => {
    expect(matchingAddress(text)).toBe(expected);
  });

  test('of a key is the key itself', () => {
    fc.assert(
      fc.property(spelling, (address) => {
        expect(normaliseAddress(normaliseAddress(address))).toBe(normaliseAddress(address));
        expect(matchingAddress(matchingAddress(address))).toBe(matchingAddress(address));
        expect(matchingAddress(normaliseAddress(address))).toBe(matchingAddress(address));
      }),
    );
  });

  test('is one for two spellings that the provider delivers to one mailbox', async () => {
    const mailer = createTransport({ streamTransport: true });
    const recipient = async (address: string) => {
      const { envelope } = await mailer.sendMail({ from: 'us@example.com', to: { name: '', address }, text: '' });
      return String(envelope.to[0]).toLowerCase();
    };
    await fc.assert(
      fc.asyncProperty(spelling, spelling, async (one, other) => {
        if ((await recipient(one)) === (await recipient(other))) expect(matchingAddress(one)).toBe(matchingAddress(other));
        expect(normaliseAddress(await recipient(normaliseAddress(one)))).toBe(normaliseAddress(one));
      }),
      { numRuns: 500 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  companyDomain,
  disposableDomains,
  domainOf,
  freeMailDomains,
  isDisposable,
  isPlausibleAddress,
  matchingAddress,
  normaliseAddress,
} from '../../domain/email-domain.ts';

describe('an address', () => {
  test.each(['ann@example.com', " O'Brien+x@mail.example.co.uk ", 'jürgen@müller.de', 'a@b.museum', 'x@xn--mller-kva.xn--p1ai'])(
    '%s is plausible',
    (text) => {
      expect(isPlausibleAddress(text)).toBe(true);
    },
  );

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
    'ann@10.0.0.1',
    'Ann <ann@example.com>',
    `${'a'.repeat(65)}@example.com`,
    'ann@example.com\nBcc: x@y.com',
  ])('"%s" is not', (text) => {
    expect(isPlausibleAddress(text)).toBe(false);
    expect(() => normaliseAddress(text)).toThrow(expect.objectContaining({ code: 'INVALID_ADDRESS', value: text }));
  });

  test('is kept in lower case and otherwise as it was written', () => {
    expect(normaliseAddress(' Ann.Lee+News@Example.COM ')).toBe('ann.lee+news@example.com');
    expect(domainOf('Ann@Mail.Example.com')).toBe('mail.example.com');
  });

  test.each([
    ['a.n.n@gmail.com', 'ann@gmail.com'],
    ['Ann+fair@GoogleMail.com', 'ann@gmail.com'],
    ['ann+fair@outlook.com', 'ann@outlook.com'],
    ['a.nn@outlook.com', 'a.nn@outlook.com'],
    ['ann+fair@example.com', 'ann+fair@example.com'],
    ['+ann@gmail.com', '+ann@gmail.com'],
    ['ann.+fair@proton.me', 'ann@proton.me'],
  ])('%s matches as %s', (text, expected) => expect(matchingAddress(text)).toBe(expected));

  test('normalising and matching twice is the same as once', () => {
    const addresses = fc.tuple(
      fc.stringMatching(/^[a-zA-Z][a-zA-Z.+]{0,20}$/),
      fc.constantFrom('gmail.com', 'Example.com', 'googlemail.com', 'pm.me'),
    );
    fc.assert(
      fc.property(addresses.map((parts) => parts.join('@')).filter(isPlausibleAddress), (address) => {
        expect(normaliseAddress(normaliseAddress(address))).toBe(normaliseAddress(address));
        expect(matchingAddress(matchingAddress(address))).toBe(matchingAddress(address));
        expect(matchingAddress(normaliseAddress(address))).toBe(matchingAddress(address));
      }),
    );
  });

  test('of any shape is judged without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(typeof isPlausibleAddress(text)).toBe('boolean');
      }),
    );
  });
});

describe('the domain of a company', () => {
  test('is that of the address, but for free and throw-away mail', () => {
    expect(companyDomain('ann@Acme.example')).toBe('acme.example');
    expect(companyDomain('ann@gmail.com')).toBeUndefined();
    expect(companyDomain('ann@mailinator.com')).toBeUndefined();
  });

  test('a subdomain of a throw-away provider is one, a name that only ends alike is not', () => {
    expect(isDisposable('x7.mailinator.com')).toBe(true);
    expect(isDisposable('notmailinator.com')).toBe(false);
  });

  test('the lists hold domains in lower case, each in one list only', () => {
    for (const domain of [...freeMailDomains, ...disposableDomains])
      expect(isPlausibleAddress(`ann@${domain}`) && domain === domain.toLowerCase()).toBe(true);
    expect([...freeMailDomains].filter((domain) => disposableDomains.has(domain))).toEqual([]);
  });
});

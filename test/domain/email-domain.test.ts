import { describe, expect, test } from 'vitest';
import { isPlausibleAddress } from '../../domain/address.ts';
import { companyDomain, disposableDomains, freeMailDomains, isDisposable } from '../../domain/email-domain.ts';

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

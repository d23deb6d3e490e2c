import { domainOf, isPlausibleAddress } from '../../domain/people/address.ts';
import { companyDomainOf, isDisposable, isFreeMail } from '../../domain/people/company-domain.ts';
import { DOMAIN_PROVIDER, type AddressKind, type Provider } from '../../domain/lead/provider.ts';
import type { MxResolver } from './mx.ts';

/** Derives facts from the domain of an address: whose it is, and whether it takes email. It costs only a DNS query. */
export const emailDomain = (resolveMx: MxResolver): Provider => ({
  id: DOMAIN_PROVIDER,
  cost: 0,
  fields: ['addressKind', 'companyDomain', 'receivesMail'],
  async lookup({ email }) {
    if (!isPlausibleAddress(email)) return [{ field: 'addressKind', value: 'malformed', confidence: 1 }];
    const domain = domainOf(email);
    const [kind, company] = [kindOf(domain), companyDomainOf(domain)];
    const mx = await resolveMx(domain);
    return [
      { field: 'addressKind', value: kind, confidence: 1 },
      ...(company === undefined ? [] : [{ field: 'companyDomain' as const, value: company, confidence: 1 }]),
      ...(mx === 'unknown' ? [] : [{ field: 'receivesMail' as const, value: mx === 'yes', confidence: 1 }]),
    ];
  },
});

function kindOf(domain: string): AddressKind {
  if (isDisposable(domain)) return 'disposable';
  return isFreeMail(domain) ? 'free' : 'company';
}

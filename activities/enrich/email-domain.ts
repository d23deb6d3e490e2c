import { domainOf, isPlausibleAddress } from '../../domain/people/address.ts';
import { companyDomainOf, isDisposable, isFreeMail } from '../../domain/people/company-domain.ts';
import type { MxResolver } from './mx.ts';
import type { AddressKind, FoundFact, Provider } from './provider.ts';

/** Derives facts from the domain of an address: whose it is, and whether it takes email. It costs only a DNS query. */
export const emailDomain = (resolveMx: MxResolver): Provider => ({
  id: 'email-domain',
  cost: 0,
  fields: ['addressKind', 'companyDomain', 'receivesMail'],
  async lookup({ email }) {
    if (!isPlausibleAddress(email)) return [certainly('addressKind', 'malformed')];
    const domain = domainOf(email);
    const [kind, company] = [kindOf(domain), companyDomainOf(domain)];
    const mx = await resolveMx(domain);
    return [
      certainly('addressKind', kind),
      ...(company === undefined ? [] : [certainly('companyDomain', company)]),
      ...(mx === 'unknown' ? [] : [certainly('receivesMail', mx === 'yes')]),
    ];
  },
});

const kindOf = (domain: string): AddressKind => {
  if (isDisposable(domain)) return 'disposable';
  return isFreeMail(domain) ? 'free' : 'company';
};

const certainly = (field: FoundFact['field'], value: FoundFact['value']): FoundFact => ({ field, value, confidence: 1 });

import type { AddressFault } from '../../services/leads/change-address.ts';
import { isPlausibleAddress, normaliseAddress } from '../../domain/people/address.ts';
import { companyDomainOf } from '../../domain/people/company-domain.ts';
import { badRequest, Refusal } from '../procedures/refusal.ts';

/** An address as it is saved. @throws Refusal for a text that is none */
export function addressNamed(text: string): string {
  if (isPlausibleAddress(text)) return normaliseAddress(text);
  throw badRequest('addressInvalid', `"${text}" is not an address.`, text, 'Use an address such as ann@acme.example.');
}

interface CompanyValues {
  readonly company?: string | null;
  readonly domain?: string | null;
}

/**
 * A company as a value of a lead: by its domain, or by its name if it has none. Null is none but the one of the address.
 * @throws Refusal for a name, if the address already says which company it is
 */
export function companyNamed(text: string | null | undefined, email: string): CompanyValues {
  if (text === undefined) return {};
  if (text === null) return { company: null, domain: null };
  const domain = /^[^\s@]+\.[^\s@]+$/.test(text) ? companyDomainOf(text) : undefined;
  if (domain !== undefined) return { company: null, domain };
  const ofMailbox = companyDomainOf(email);
  if (ofMailbox === undefined) return { company: text, domain: null };
  throw badRequest(
    'companyFollowsAddress',
    `The company of ${email} is the one at ${ofMailbox}, whatever its name is.`,
    text,
    `If they work elsewhere, give the domain of that company. If ${ofMailbox} is called so, correct it (accounts.update).`,
  );
}

/** Why a lead can't have the address. */
export function addressRefused(
  fault: AddressFault,
  lead: { readonly id: string; readonly email: string },
  email: string,
): Refusal {
  if (fault.fault === 'erased')
    return new Refusal('CONFLICT', 'The person with this address asked to be erased.', {
      code: 'erased',
      field: 'email',
      todo: 'Do not write to them. If they come back on their own, add them with their act (leads.add).',
    });
  const { id, email: other } = fault.holder;
  const whose = other === email ? 'of another lead' : `of the lead ${other}`;
  return new Refusal(
    'CONFLICT',
    `${email} is the address ${id === lead.id ? 'of a lead that was merged into this one' : whose}.`,
    {
      code: 'addressTaken',
      field: 'email',
      value: email,
      todo:
        id === lead.id
          ? 'Undo that merge (leads.unmerge), and merge this lead into that one.'
          : `If they are one person, merge them: keep ${other} or ${lead.email} (leads.merge).`,
    },
  );
}

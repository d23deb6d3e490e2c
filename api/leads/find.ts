import { findLeads } from '../../db/leads/find-leads.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { isPlausibleAddress, matchingAddress } from '../../domain/people/address.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { idInput } from '../procedures/instant-input.ts';
import { recordLeadRead } from '../procedures/rights.ts';
import { inLine, type LeadInLine } from './list.ts';

interface Search {
  readonly text: string;
  readonly limit: number;
}

/** The leads that a text means: an id, an address, a phone number, or the beginnings of names and companies. */
export async function find(
  deps: Pick<ApiDeps, 'db' | 'clock'>,
  principal: Principal,
  { text, limit }: Search,
): Promise<LeadInLine[]> {
  const found = await findLeads(deps.db, {
    text: text.replace(webPage, '$1'),
    limit,
    id: idInput.safeParse(text).data,
    emailKey: isPlausibleAddress(text) ? matchingAddress(text) : undefined,
    phone: endOfPhone(text),
  });
  for (const { id } of found) await recordLeadRead(deps, principal, 'leads.find', id);
  return found.map(inLine);
}

/** Of the URL of a page, the company's domain counts. */
const webPage = /^https?:\/\/(?:www\.)?([^/?#:]+).*$/i;

/** The fewest digits that are worth comparing with phone numbers: people remember the last four. */
const FEWEST_DIGITS = 4;

/** The digits of a phone number that do not depend on where it is called from: 0201234567 and +31 20 123 4567 end alike. */
function endOfPhone(text: string): string | undefined {
  const number = text.replace(/^tel:/i, '');
  if (!/^[+\d\s()./-]+$/.test(number)) return undefined;
  // The (0) of +44 (0)20 is dialled only at home.
  const digits = number
    .replace(/(?<=\d)\s*\(0\)/, '')
    .replaceAll(/\D/g, '')
    .replace(/^0+(?=\d{4})/, '');
  return digits.length >= FEWEST_DIGITS ? digits : undefined;
}

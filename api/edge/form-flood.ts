import type { FastifyReply } from 'fastify';
import { takeFormTokens } from '../../db/system/form-rates.ts';
import type { Trx } from '../../db/database.ts';
import { companyDomainOf } from '../../domain/people/company-domain.ts';
import { mailboxOf } from '../../domain/contact/confirmation.ts';
import { matchingAddress } from '../../domain/people/address.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { networkOf } from './network.ts';
import { tooMany } from './rates.ts';

/**
 * Counts a request by a form, and refuses it when too many came from its place or in its name: the same words for both, and
 * whatever we know of the address. Call it in the transaction that saves the request: what is refused counts nowhere.
 * @throws Refusal `tooManyRequests`
 */
export async function refuseFlood(
  trx: Trx,
  { clock }: Pick<ApiDeps, 'clock'>,
  { ip = '', email }: { readonly ip?: string | undefined; readonly email: string },
  reply: FastifyReply,
): Promise<void> {
  const address = matchingAddress(email);
  const [network, domain] = [networkOf(ip), companyDomainOf(address)];
  const counted = { address, mailbox: mailboxOf(address), ...(network && { network }), ...(domain && { domain }) };
  const wait = await takeFormTokens(trx, counted, clock.now());
  if (wait > 0) throw tooMany(reply, wait / clock.spec.speed / 1_000);
}

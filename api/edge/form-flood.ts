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
 * Counts a form request, and refuses it if too many came from its network or for its address. The refusal reads the same in both
 * cases, and does not depend on what we know of the address. Call it in the transaction that saves the request, so that refused
 * requests are not counted.
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

import { createHash } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import type { Claim } from '../db/columns.ts';
import { requestsFrom, saveRequest, type Visitor } from '../db/confirmations.ts';
import type { Db } from '../db/database.ts';
import { mostRequests } from '../domain/confirmation.ts';
import type { ConsentBasis } from '../domain/consent.ts';
import type { EngagementKind } from '../domain/engagement.ts';
import { isPlausibleAddress, matchingAddress, normaliseAddress } from '../domain/address.ts';
import type { ApiDeps } from './context.ts';
import { badRequest, Refusal } from './refusal.ts';

/** Something that somebody asked for in the name of an address, before its owner has said that it was them. */
export interface Asking {
  readonly id: string;
  readonly email: string;
  readonly source: string;
  readonly askedFor: string;
  readonly kind?: EngagementKind | undefined;
  readonly basis: ConsentBasis;
  /** The sentence to which they agree. */
  readonly wording: string;
  readonly campaignId?: string | undefined;
  readonly page?: string | undefined;
  readonly visitor: Visitor;
  readonly claim: Claim;
}

/**
 * Saves a request, whose owner is asked by email; nothing else happens until they confirm. Call it in a transaction.
 * @throws Refusal for an impossible address
 */
export async function ask(trx: Db, { clock }: ApiDeps, asking: Asking): Promise<void> {
  const { email, wording, kind, campaignId, page, visitor, ...request } = asking;
  if (!isPlausibleAddress(email)) throw badRequest('leadInvalid', `This lead "${email}" is not an email address.`, email);
  await saveRequest(
    trx,
    {
      ...request,
      email: normaliseAddress(email),
      emailKey: matchingAddress(email),
      kind: kind ?? null,
      wording: { version: versionOf(wording), body: wording },
      campaignId: campaignId ?? null,
      page: page ?? null,
    },
    visitor,
    clock.now(),
  );
}

/** A wording is its own version: another word, another version. */
const versionOf = (wording: string): string => createHash('sha256').update(wording).digest('hex').slice(0, 16);

const house = new BlockList();
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  house.addSubnet(net, bits);
for (const [net, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  house.addSubnet(net, bits, 'ipv6');

/** One visitor's: with IPv6 a household has 64 bits of addresses to itself. */
const networkOf = (ip: string, family: number): string => (family === 6 ? `${ip.replace(/%.*$/, '')}/64` : `${ip}/32`);

/**
 * Refuses requests when too many came from one place on the internet within a short time. What comes from inside the house
 * is not counted: behind a proxy that does not tell, all visitors seem to come from there.
 * @throws Refusal
 */
export async function refuseFlood({ db, clock }: ApiDeps, { ip = '' }: Visitor): Promise<void> {
  const family = isIP(ip);
  if (family === 0 || house.check(ip, family === 6 ? 'ipv6' : 'ipv4')) return;
  const { count, within } = mostRequests;
  if ((await requestsFrom(db, networkOf(ip, family), clock.now() - within)) >= count)
    throw new Refusal('TOO_MANY_REQUESTS', 'Too many forms came from here.', {
      code: 'tooManyRequests',
      todo: 'Try again in an hour.',
    });
}

import { createHash } from 'node:crypto';
import type { Claim } from '../../db/columns.ts';
import { saveRequest, type Visitor } from '../../db/contact/confirmations.ts';
import type { Trx } from '../../db/database.ts';
import type { ConsentBasis } from '../../domain/contact/consent.ts';
import type { EngagementKind } from '../../domain/scoring/engagement.ts';
import { isPlausibleAddress, matchingAddress, normaliseAddress } from '../../domain/people/address.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { badRequest } from '../procedures/refusal.ts';

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
 * Saves a request, whose owner is asked by email; nothing else happens until they confirm.
 * @throws Refusal for an impossible address
 */
export async function ask(trx: Trx, { clock }: ApiDeps, asking: Asking): Promise<void> {
  const { email, wording, kind, campaignId, page, visitor, ...request } = asking;
  insistOnAddress(email);
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

/** @throws Refusal for an impossible address */
export function insistOnAddress(email: string): void {
  if (!isPlausibleAddress(email)) throw badRequest('leadInvalid', `This lead "${email}" is not an email address.`, email);
}

/** A wording is its own version: another word, another version. */
const versionOf = (wording: string): string => createHash('sha256').update(wording).digest('hex').slice(0, 16);

import { createHash } from 'node:crypto';
import type { Claim } from '../../db/columns.ts';
import { saveRequest, type Visitor } from '../../db/contact/confirmations.ts';
import type { Trx } from '../../db/database.ts';
import type { ConsentBasis } from '../../domain/contact/consent.ts';
import type { EngagementKind } from '../../domain/scoring/engagement.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { isPlausibleAddress, matchingAddress, normaliseAddress } from '../../domain/people/address.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { badRequest } from '../procedures/refusal.ts';

/** A request made in the name of an address, before its owner has confirmed it. */
export interface Asking {
  readonly id: string;
  readonly email: string;
  readonly source: string;
  readonly askedFor: string;
  readonly kind?: EngagementKind | undefined;
  readonly basis: ConsentBasis;
  /** The sentence that they agree to. */
  readonly wording: string;
  readonly campaignId?: string | undefined;
  readonly page?: string | undefined;
  readonly visitor: Visitor;
  readonly claim: Claim;
}

/**
 * Saves a request, and asks its owner by email. Nothing else happens until they confirm.
 * @returns the instant from which they may be asked, if that is not now
 * @throws Refusal for an impossible address
 */
export async function ask(trx: Trx, { clock }: ApiDeps, asking: Asking): Promise<Instant | undefined> {
  const { email, wording, kind, campaignId, page, visitor, ...request } = asking;
  requireAddress(email);
  return await saveRequest(
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
export function requireAddress(email: string): void {
  if (!isPlausibleAddress(email)) throw badRequest('leadInvalid', `"${email}" is not a valid email address.`, email);
}

/** The version of a wording is its hash, so that any other wording is another version. */
const versionOf = (wording: string): string => createHash('sha256').update(wording).digest('hex').slice(0, 16);

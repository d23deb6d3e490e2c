import { accountOf } from '../../db/accounts/account-owner.ts';
import { countConcerned } from '../../db/campaigns/braked-leads.ts';
import { brakesOf, type BrakeScope } from '../../db/campaigns/brakes.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { repById } from '../../db/tasks/queue.ts';
import { brakes, type BrakeKind } from '../../domain/contact/brakes.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { YEAR } from '../../domain/time/duration.ts';
import { minuteInWords, quantity } from '../../domain/text/words.ts';
import { apiRoles } from '../../domain/people/roles.ts';
import { releaseBrake, setBrake } from '../../services/campaigns/brakes.ts';
import { accountNamed } from './account-named.ts';
import { mustLieAhead } from '../procedures/instant-input.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { badRequest, Refusal } from '../procedures/refusal.ts';
import { repOfTeam, type Asker } from '../tasks/team.ts';
import { knownCampaign, lockedIn, type Campaign } from './known-campaign.ts';

/** Which leads of a campaign; all of them, if neither is named. */
interface Whose {
  readonly campaignId: string;
  readonly leadId?: string | undefined;
  /** An id or a domain. */
  readonly account?: string | undefined;
}

interface Braking extends Whose {
  readonly because: string;
  readonly until?: Instant | undefined;
}

/** What a brake did, and what happens next. */
export interface Braked {
  /** How many leads it concerns now. */
  readonly leads: number;
  readonly next: string;
  /** The procedure that takes it back; missing if none does. */
  readonly undo?: string;
}

/** The longest pause with a date; anything longer should have none. */
const LONGEST_PAUSE = YEAR;

/** Holds the marketing emails of a campaign. @throws Refusal if it is over, or the leads are not the caller's */
export async function pause(asker: Asker, order: Braking): Promise<Braked> {
  const { scope } = await scopeOf(asker, order);
  if (order.until !== undefined) mustLieAhead('until', order.until, { now: asker.clock.now(), most: LONGEST_PAUSE });
  const leads = await brake(asker, 'pause', scope, order);
  return {
    leads,
    next:
      `It sends no marketing email to ${quantity(leads, 'lead')} until ` +
      `${order.until === undefined ? 'somebody resumes it' : minuteInWords(order.until)}. ` +
      'Waits and sales continue, and each email that is due then goes out once.',
    undo: 'campaigns.resume',
  };
}

const takesBrakes = ['scheduled', 'running', 'paused', 'ended'] as const;

/** Ends a campaign for all its leads, or for some. @throws Refusal like `pause` */
export async function stop(asker: Asker, order: Braking): Promise<Braked> {
  const { scope, whose } = await scopeOf(asker, order);
  const leads = await brake(asker, 'stop', scope, order);
  const next =
    `It sends no marketing email to ${quantity(leads, 'lead')} any more. Those that marketing has leave it now, keep their stage, and ` +
    'may enter another campaign. Sales finishes what it has begun, its tasks stay open, and nurture does not follow.';
  return whose === undefined
    ? { leads, next: `${next} A stopped campaign can’t be resumed.` }
    : { leads, next: `${next} Once it is resumed for them, they can be added again.`, undo: 'campaigns.resume' };
}

/** Sets a brake in place of the one that is on; a stop stays as it is. @returns how many leads it concerns */
async function brake(
  { db, clock, newId, principal }: Asker,
  kind: BrakeKind,
  scope: BrakeScope & { readonly campaignId: string },
  { because, until }: Pick<Braking, 'because' | 'until'>,
): Promise<number> {
  const at = clock.now();
  return await db.transaction().execute(async (trx) => {
    await lockedIn(trx, scope.campaignId, at, takesBrakes);
    const on = (await brakesOf(trx, scope, at)).find((one) => one.kind === kind);
    const leads = await countConcerned(trx, scope);
    const isSame = on?.because === because && on.until?.getTime() === until;
    if (on && (isSame || brakes[kind].isFinal)) return leads;
    // Leads that wait for the end of the earlier one are told, and wait for the end of this one.
    if (on) await releaseBrake(trx, scope, { kinds: [kind], at, by: principal.name });
    await setBrake(trx, { ...scope, id: newId(), kind, because, until, by: principal.name, at });
    return leads;
  });
}

/** Releases the brakes of a campaign, or of some of its leads. @throws Refusal if nothing is on, or the campaign is over */
export async function resume(asker: Asker, order: Whose): Promise<Braked> {
  const { scope, campaign } = await scopeOf(asker, order);
  const { db, clock, principal } = asker;
  const at = clock.now();
  const released = await db.transaction().execute(async (trx) => {
    await lockedIn(trx, campaign.id, at, takesBrakes);
    return await releaseBrake(trx, scope, { kinds: ['pause', 'stop'], at, by: principal.name });
  });
  if (released === 0)
    throw new Refusal('CONFLICT', 'Nothing here is paused or stopped.', {
      code: 'noBrake',
      value: campaign.id,
      todo: 'See what is held (campaigns.get): the whole campaign, an account or a lead.',
    });
  const leads = await countConcerned(db, scope);
  return {
    leads,
    next: `The campaign continues for ${quantity(leads, 'lead')}. Emails that became due in the meantime go out now, within the hours, caps and rates.`,
    undo: 'campaigns.pause',
  };
}

/** Whom a brake is for. @throws Refusal if the caller may not hold them */
async function scopeOf(
  asker: Asker,
  { campaignId, leadId, account }: Whose,
): Promise<{ scope: BrakeScope & { readonly campaignId: string }; whose: string | undefined; campaign: Campaign }> {
  const campaign = await knownCampaign(asker, campaignId);
  if (leadId !== undefined && account !== undefined)
    throw badRequest('whomTwice', 'The request names a lead and an account.', account, 'Name one of them.');
  if (leadId !== undefined) return { scope: { campaignId, leadId }, whose: leadId, campaign };
  if (account === undefined) {
    if (apiRoles[asker.principal.role].changes === 'all') return { scope: { campaignId }, whose: undefined, campaign };
    throw new Refusal('FORBIDDEN', 'Only marketing can hold a whole campaign.', {
      code: 'reachNotYours',
      todo: 'Name your lead or your account, or ask marketing.',
    });
  }
  const accountId = await accountNamed(asker, account);
  await mustHoldAccount(asker, accountId);
  return { scope: { campaignId, accountId }, whose: accountId, campaign };
}

/** A rep may hold the accounts that they own, and a manager those of the team. */
export async function mayHoldAccount(
  { db }: Pick<ApiDeps, 'db'>,
  { role, repId }: Principal,
  accountId: string,
): Promise<boolean> {
  if (apiRoles[role].changes === 'all') return true;
  const ownerId = (await accountOf(db, { id: accountId }))?.ownerId;
  if (!ownerId || repId === undefined) return false;
  if (apiRoles[role].changes === 'own') return ownerId === repId;
  const [owner, manager] = await Promise.all([repById(db, ownerId), repById(db, repId)]);
  return owner?.teamId === manager?.teamId;
}

/** @throws Refusal for an account that the caller may not hold */
export async function mustHoldAccount(asker: Asker, accountId: string): Promise<void> {
  if (await mayHoldAccount(asker, asker.principal, accountId)) return;
  const ownerId = (await accountOf(asker.db, { id: accountId }))?.ownerId;
  if (!ownerId)
    throw new Refusal('FORBIDDEN', 'Nobody owns this account.', {
      code: 'noOwner',
      value: accountId,
      todo: 'A manager can set its owner (accounts.own), or marketing can do this.',
    });
  if (apiRoles[asker.principal.role].changes === 'team') await repOfTeam(asker, ownerId);
  throw new Refusal('FORBIDDEN', 'This account belongs to somebody else.', {
    code: 'otherAccount',
    value: accountId,
    todo: 'Ask its owner, their manager, or marketing.',
  });
}

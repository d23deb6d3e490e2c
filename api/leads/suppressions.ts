import { accountOf } from '../../db/accounts/account-owner.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { apiRoles, type ApiRole } from '../../domain/people/roles.ts';
import { liftSuppression, type Subject } from '../../db/contact/suppressions.ts';
import { suppressionById } from '../../db/contact/suppression-list.ts';
import { suppress } from '../../services/contact/close-channel.ts';
import { tellConcerned, tellLeads } from '../../services/contact/tell-contactability.ts';
import { asciiDomain, isPlausibleAddress, matchingAddress } from '../../domain/people/address.ts';
import { isOfMany } from '../../domain/people/company-domain.ts';
import { phoneKey, phoneNumber } from '../../domain/people/phone.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { YEAR } from '../../domain/time/duration.ts';
import {
  mayLift,
  reasonSpec,
  suppressionReasons,
  type Channel,
  type SuppressionReason,
} from '../../domain/contact/suppression.ts';
import { suppressionScopes, type SuppressionScope } from '../../domain/contact/suppression-scope.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { closed, type Closed } from './closed.ts';
import { mustLieAhead } from '../procedures/instant-input.ts';
import { badRequest, notFound, Refusal } from '../procedures/refusal.ts';
import { mustChangeLead } from '../procedures/rights.ts';

/** Whom to close a channel for, beyond a single lead. */
type Whom =
  | { readonly accountId: string }
  | { readonly domain: string; readonly everybodyThere: boolean }
  | { readonly address: string }
  | { readonly everybody: true };

type SuppressionOrder = Whom & {
  readonly reason: SuppressionReason;
  readonly channel?: Channel | 'all' | undefined;
  readonly until?: Instant | undefined;
};

/** The longest suppression; anything longer should be permanent. */
const LONGEST = 10 * YEAR;

/**
 * Closes a channel for an account, a domain, an address or everybody. It applies as soon as this returns, because each touch
 * checks Postgres. The programs of the leads are told afterwards, a page at a time.
 * @throws Refusal if the subject does not exist, the reason can't apply that widely, or the caller is a rep and names no account;
 * the caller has checked that a rep owns the account
 */
export async function closeFor({ db, clock, policy, newId }: ApiDeps, by: Principal, order: SuppressionOrder): Promise<Closed> {
  if (!('accountId' in order)) mustReachBeyondOneLead(by.role);
  const { reason, channel, until } = order;
  const subject = await subjectOf(db, order);
  mustReach(reason, subject.scope);
  const at = clock.now();
  if (until !== undefined) mustLieAhead('until', until, { now: at, most: LONGEST });
  const closing = { reason, at, by: by.name, channel, until };
  const made = await db.transaction().execute(async (trx) => {
    const done = await suppress(trx, newId, subject, closing);
    await tellLeads(trx, policy, newId, done.alsoFor, { at, because: reason });
    return done;
  });
  // Programs wait for the end of a temporary suppression on their own.
  if (made.changed && reasonSpec(reason).passes === undefined)
    await tellConcerned(db, policy, newId, made.id, { at, because: reason });
  return closed({ id: made.id, wasOpen: made.wasOpen, channel, reason, until });
}

/** @throws Refusal for a rep, who changes one lead at a time */
export function mustReachBeyondOneLead(role: ApiRole): void {
  if (role === 'rep')
    throw new Refusal('FORBIDDEN', 'A rep can do this only for a single lead.', {
      code: 'reachNotYours',
      todo: 'Name the lead, or ask your manager or marketing.',
    });
}

async function subjectOf(db: ApiDeps['db'], whom: Whom): Promise<Subject> {
  if ('accountId' in whom) {
    const { accountId } = whom;
    const account = await accountOf(db, { id: accountId });
    if (!account) throw notFound('account', accountId);
    return { scope: 'account', subject: account.id };
  }
  if ('domain' in whom) {
    const domain = asciiDomain(whom.domain.trim().replace(/^@/, ''));
    if (!domain)
      throw badRequest('domainInvalid', `"${whom.domain}" is not a domain.`, whom.domain, 'Use a domain such as acme.example.');
    if (!whom.everybodyThere && isOfMany(domain))
      throw badRequest(
        'domainOfMany',
        `${domain} belongs to no single company: many people and companies have addresses there.`,
        whom.domain,
        'Close their addresses one by one; if you mean everybody there, set everybodyThere: true.',
      );
    return { scope: 'domain', subject: domain };
  }
  if ('address' in whom) {
    const number = phoneNumber(whom.address);
    if (number?.startsWith('+')) return { scope: 'address', subject: phoneKey(number) };
    if (!isPlausibleAddress(whom.address))
      throw badRequest(
        'addressInvalid',
        `"${whom.address}" is not an address.`,
        whom.address,
        'Use an address such as ann@acme.example, or a number with its country code.',
      );
    return { scope: 'address', subject: matchingAddress(whom.address) };
  }
  return { scope: 'everybody', subject: '' };
}

function mustReach(reason: SuppressionReason, scope: SuppressionScope): void {
  if (reasonSpec(reason).scopes.includes(scope)) return;
  const fitting = Object.keys(suppressionReasons).filter((one) => reasonSpec(one as SuppressionReason).scopes.includes(scope));
  const who = suppressionScopes[scope].label.toLowerCase();
  throw badRequest('reasonDoesNotReach', `"${reason}" can't apply to ${who}.`, reason, `Use one of: ${fitting.join(', ')}.`);
}

/**
 * Lifts a suppression, and tells the programs of the leads. Idempotent.
 * @throws Refusal for a person's own opt-out, which only the person can take back, for one that the role may not lift, and for a lead
 * that is not theirs
 */
export async function open(deps: ApiDeps, by: Principal, id: string): Promise<{ wasClosed: boolean; next: string }> {
  const { db, clock, policy, newId } = deps;
  const suppression = await suppressionById(db, id);
  if (!suppression) throw notFound('suppression', id);
  const reason = suppression.reason as SuppressionReason;
  mustBeLiftable(reason, by.role);
  if (suppression.scope === 'lead') await mustChangeLead(deps, by, suppression.subject);
  const at = clock.now();
  const wasClosed = await db.transaction().execute(async (trx) => await liftSuppression(trx, id, { at, by: by.name }));
  if (wasClosed) await tellConcerned(db, policy, newId, id, { at, because: 'lifted', lifted: true });
  return {
    wasClosed,
    next: wasClosed ? 'It is open again. Another suppression may still apply to a lead.' : 'It was already open.',
  };
}

/** Whether a role may lift a suppression that is in force; of one lead, only who may change the lead does. */
export const mayOpen = (role: ApiRole, { reason, liftedAt }: { reason: SuppressionReason; liftedAt?: unknown }): boolean =>
  !liftedAt && mayRoleLift(reason, role);

function mayRoleLift(reason: SuppressionReason, role: ApiRole): boolean {
  const { lifts } = apiRoles[role];
  return lifts !== undefined && mayLift(reason, lifts);
}

function mustBeLiftable(reason: SuppressionReason, role: ApiRole): void {
  const { label, setBy, liftedBy } = reasonSpec(reason);
  if (mayRoleLift(reason, role)) return;
  if (setBy === 'person')
    throw new Refusal('FORBIDDEN', 'Only the person can take back their own opt-out.', {
      code: 'ownOptOut',
      value: reason,
      todo: 'If they want to hear from us again, ask them to opt in and confirm; this opens the channel.',
    });
  const roles = liftedBy.filter((one) => one !== 'optIn' && one !== 'person');
  throw new Refusal('FORBIDDEN', `Your role may not lift a suppression for "${label}".`, {
    code: 'notYoursToLift',
    value: reason,
    todo:
      roles.length > 0
        ? `Use a key with one of these roles: admin, ${roles.join(', ')}.`
        : 'It can’t be lifted, because it is a fact about the lead.',
  });
}

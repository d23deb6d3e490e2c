import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger as Log } from 'fastify';
import type { Settings } from '../activities/deps.ts';
import { backOff, MOST_ATTEMPTS } from '../activities/touch/back-off.ts';
import { isStillTrue } from '../activities/touch/still-true.ts';
import type { SendOutcome } from '../domain/contact/send-outcome.ts';
import type { Mailer, OutgoingEmail } from '../activities/touch/mailer.ts';
import { messageIdOf } from '../activities/touch/render.ts';
import { confirmationEmail } from '../content/confirmation-email.ts';
import type { LinkSigner } from '../content/link-signer.ts';
import {
  claimEmails,
  emailStillGoes,
  fenceEmail,
  settleEmail,
  type ClaimedEmail,
  type Settlement,
} from '../db/contact/confirmation-emails.ts';
import { reserveSlot } from '../db/touches/send-rates.ts';
import { expireRequests } from '../db/contact/confirmations.ts';
import type { Db } from '../db/database.ts';
import { untilSaved } from '../db/until-saved.ts';
import type { Clock, Instant } from '../domain/time/clock.ts';
import { repeat } from './repeat.ts';

export interface ConfirmationsDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly mailer: Mailer;
  readonly links: LinkSigner;
  readonly settings: Settings;
  readonly log: Log;
}

/** Sends confirmation emails, and ends requests that were not confirmed in time. */
export interface Confirmations {
  /** Sends the due emails, each at most once. @returns how many it claimed; call again until it is 0 */
  tick(): Promise<number>;
}

const AT_ONCE = 20;
/** Real milliseconds. */
const POLL_EVERY = 1_000;

export const createConfirmations = (deps: ConfirmationsDeps): Confirmations => ({
  async tick() {
    const { db, clock, settings } = deps;
    const at = clock.now();
    await expireRequests(db, at);
    const owner = randomUUID();
    const emails = await claimEmails(db, { owner, at, leaseSeconds: settings.limits.leaseSeconds, most: AT_ONCE });
    const unsent = (error: unknown) =>
      deps.log.warn({ error: nameOf(error) }, 'A confirmation email failed; it waits until its claim expires.');
    await Promise.all(emails.map(async (email) => await send(deps, owner, email).catch(unsent)));
    return emails.length;
  },
});

/** Sends a claimed email: rate limit, fence, mail server, settlement. */
async function send(deps: ConfirmationsDeps, owner: string, claimed: ClaimedEmail): Promise<void> {
  const { db, clock, mailer, settings, log } = deps;
  const ours = { confirmationId: claimed.confirmationId, nth: claimed.nth, owner };
  const { perSecond, perDomainPerSecond, leaseSeconds } = settings.limits;
  const domain = claimed.email.slice(claimed.email.lastIndexOf('@') + 1);
  const wait = await reserveSlot(db, [
    { bucket: 'all', perSecond },
    { bucket: `domain/${domain}`, perSecond: perDomainPerSecond },
  ]);
  if (wait > leaseSeconds / 4) return await settleEmail(db, ours, { state: 'waiting', reason: 'rate', againInSeconds: wait });
  await sleep(wait * 1000);
  const at = clock.now();
  const email = write(deps, claimed, at);
  const fence = await fenceEmail(db, ours, { at, messageId: email.messageId });
  if (fence === 'lost') return;
  // Whatever stops all sending will end; whatever closes this address will not.
  if (fence === 'stopped') return await settleEmail(db, ours, { state: 'waiting', reason: fence, againInSeconds: 60 });
  if (fence !== 'passed') return await settleEmail(db, ours, { state: 'never', reason: fence, fails: true });
  const mayGo = () => isStillTrue(() => emailStillGoes(db, ours, at));
  const outcome = await mailer.send(email, leaseSeconds * 500, mayGo);
  if (outcome.state !== 'accepted') {
    // A refusal by policy concerns our reputation and needs a person.
    const level = outcome.state === 'refused' && outcome.blame === 'policy' ? 'error' : 'info';
    log[level]({ confirmation: email.key, ...outcome }, 'A confirmation email was not accepted.');
  }
  await untilSaved(() => settleEmail(db, ours, settlementOf(email.key, outcome, claimed.attempts)));
}

function write({ links, settings }: ConfirmationsDeps, claimed: ClaimedEmail, date: Instant): OutgoingEmail {
  const { sender } = settings;
  const key = `${claimed.confirmationId}/confirm/${claimed.nth}`;
  const link = links.sign('confirm', claimed.confirmationId);
  return {
    key,
    messageId: messageIdOf(key, sender.domain),
    envelopeFrom: `${links.signEnvelope(key)}@${sender.domain}`,
    from: { name: sender.name, address: sender.address },
    // The bare address: the visitor would have chosen the name.
    to: { name: '', address: claimed.email },
    date,
    ...confirmationEmail({ ...claimed, isReminder: claimed.nth > 1, sender, link }),
    headers: { 'Auto-Submitted': 'auto-generated', 'Feedback-ID': `confirmation:confirmation:confirmation:trellis` },
    links: { confirm: link },
  };
}

/** What an email's row says after an attempt. */
export function settlementOf(key: string, outcome: SendOutcome, attempts: number): Settlement {
  switch (outcome.state) {
    case 'accepted':
      return { state: 'accepted', smtpCode: outcome.smtpCode };
    case 'inDoubt':
      return { state: 'inDoubt', reason: outcome.because };
    case 'refused':
      return {
        state: 'refused',
        reason: outcome.blame,
        smtpCode: outcome.smtpCode,
        fails: outcome.blame === 'address',
      };
    case 'notSent': {
      const { because: reason, smtpCode, recipient } = outcome;
      if (reason === 'stopped') return { state: 'waiting', reason, againInSeconds: 1 }; // the fence has the reason
      if (recipient && attempts + 1 >= MOST_ATTEMPTS) return { state: 'refused', reason, smtpCode };
      return { state: 'waiting', reason, smtpCode, againInSeconds: backOff(key, attempts) / 1000 };
    }
  }
}

// The name only: a message may quote an address.
export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'Error');

/** Sends until the signal aborts; resolves when the emails in progress are settled. */
export async function runConfirmations(deps: ConfirmationsDeps, { signal }: { signal: AbortSignal }): Promise<void> {
  const confirmations = createConfirmations(deps);
  const failed = 'Confirmation emails could not be sent';
  await repeat(() => confirmations.tick(), { every: POLL_EVERY, failed, log: deps.log, signal });
}

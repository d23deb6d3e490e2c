import type { Instant } from '../time/clock.ts';
import { asOf } from '../time/as-of.ts';
import type { Consent, Purpose } from '../contact/consent.ts';
import type { ConsentPolicy } from '../contact/consent-policy.ts';
import { contactability, type Channel } from '../contact/contactability.ts';
import type { FunnelStage } from '../lead/funnel.ts';
import type { Suppression } from '../contact/suppression.ts';
import { codeInWords } from '../text/code-in-words.ts';

/** What decides whether a lead may enter a program. */
export interface Applicant {
  readonly stage: FunnelStage;
  /** Why it may not get email, as saved when it came in. */
  readonly held: string | null;
  readonly accountKind: 'prospect' | 'customer' | 'competitor' | 'partner' | null;
  /** The campaign that it is in now, in the lane of this one. */
  readonly runsIn: string | null;
  /** Whether the campaign's program is a side program. */
  readonly isBeside?: boolean;
  /** Whether somebody stopped this campaign for it or its account. */
  readonly isStopped?: boolean;
  /** Whether it was in this campaign before. */
  readonly wasHere: boolean;
  readonly consents: readonly Consent[];
  readonly suppressions: readonly Suppression[];
}

/** Why a lead is not enrolled: a code, and words for people. */
export interface NotAdmitted {
  readonly code: string;
  readonly because: string;
}

/** How a lead comes into a campaign. */
interface Entry {
  /** Whether leads that were archived, or were in this campaign before, may come back. */
  readonly again: boolean;
  /** `service` if the lead asked for contact: this needs no consent to marketing, and any channel will do. */
  readonly purpose: Purpose;
}

/** Why a lead may not enter a campaign now; undefined if it may. */
export function notAdmitted(
  consent: ConsentPolicy,
  lead: Applicant,
  at: Instant,
  { again, purpose }: Entry,
): NotAdmitted | undefined {
  if (lead.isStopped) return stoppedHere;
  if (lead.wasHere && !again) return { code: 'wasHere', because: 'was in this campaign before' };
  if (lead.runsIn !== null) return { code: 'inProgram', because: `is in the campaign "${lead.runsIn}", and waits for its end` };
  // A side program does not acquire anybody: like an email without a program, it only needs a consent.
  if (lead.isBeside) return notAddressed(consent, lead, at, { again });
  if (lead.accountKind !== null && lead.accountKind !== 'prospect')
    return { code: lead.accountKind, because: `works for a ${lead.accountKind}` };
  if (lead.stage === 'customer') return { code: 'customer', because: 'is a customer' };
  if (lead.stage === 'disqualified') return { code: 'disqualified', because: 'was disqualified' };
  if (lead.stage === 'archived' && !again) return { code: 'archived', because: 'was archived' };
  if (lead.held !== null && purpose === 'marketing') return { code: lead.held, because: `is held: ${codeInWords(lead.held)}` };
  const reach = (channel: Channel) => contactability(consent, ...asOf(at, lead), channel, at, purpose);
  const email = reach('email');
  if (email.may || (purpose === 'service' && reach('phone').may)) return undefined;
  return { code: email.because, because: `may not be emailed: ${codeInWords(email.because)}` };
}

/** Somebody stopped the campaign for the lead. */
export const stoppedHere: NotAdmitted = { code: 'campaignStopped', because: 'was taken out of this campaign' };

/**
 * Why a lead does not get an email that no program sends; undefined if it does. It may be in a program, and it may be a customer: the
 * email only needs a consent, and the caps hold for all emails together.
 */
export function notAddressed(
  consent: ConsentPolicy,
  lead: Applicant,
  at: Instant,
  { again }: Pick<Entry, 'again'>,
): NotAdmitted | undefined {
  if (lead.isStopped) return stoppedHere;
  if (lead.accountKind === 'competitor') return { code: 'competitor', because: 'works for a competitor' };
  if (lead.stage === 'disqualified') return { code: 'disqualified', because: 'was disqualified' };
  if (lead.stage === 'archived' && !again) return { code: 'archived', because: 'was archived' };
  if (lead.held !== null) return { code: lead.held, because: `is held: ${codeInWords(lead.held)}` };
  const email = contactability(consent, ...asOf(at, lead), 'email', at, 'marketing');
  return email.may ? undefined : { code: email.because, because: `may not be emailed: ${codeInWords(email.because)}` };
}

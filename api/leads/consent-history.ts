import { consentHistory, type ConsentEvent } from '../../db/contact/consent-history.ts';
import { leadById } from '../../db/leads/leads.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';
import { purposes } from '../../domain/contact/consent.ts';
import type { ConsentPolicy } from '../../domain/contact/consent-policy.ts';
import { suppressionReasons } from '../../domain/contact/suppression.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { notFound } from '../procedures/refusal.ts';
import { minuteInWords } from '../../domain/text/words.ts';
import { own } from '../../domain/text/own.ts';
import { inIso, iso } from '../procedures/iso.ts';

/**
 * What a lead agreed to and withdrew, in order, with proof.
 * @param full whether to include the visitors' IP addresses and programs
 * @throws Refusal if the lead does not exist
 */
export async function historyOf(
  { db, clock, policy }: Pick<ApiDeps, 'db' | 'clock' | 'policy'>,
  leadId: string,
  { full }: { full: boolean },
) {
  if (!(await leadById(db, leadId))) throw notFound('lead', leadId);
  const { consents } = await permissionsOf(db, leadId);
  const events = (await consentHistory(db, leadId, clock.now())).map((event) => ({
    ...withoutNulls(full ? event : { ...event, ip: null, agent: null }),
    event: event.event,
    source: event.source,
    at: iso(event.at),
    until: iso(event.until),
    text: consentInWords(policy.consent, event),
  }));
  return { consents: consents.map((consent) => inIso(consent, 'at', 'confirmedAt', 'expiresAt', 'withdrawnAt')), events };
}

type Told = { readonly [K in keyof ConsentEvent]?: NonNullable<ConsentEvent[K]> };

const withoutNulls = (event: ConsentEvent): Told =>
  Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null));

/** An event as a line of the lead's story. */
export function consentInWords(
  { bases, jurisdictions }: ConsentPolicy,
  { event, source, detail, channel, purpose, jurisdiction, until }: Omit<ConsentEvent, 'at'>,
): string {
  const basis = labelIn(bases, detail);
  const to = purpose === null ? '' : `: ${own(purposes, purpose)?.label ?? purpose}`;
  const law = jurisdiction === null ? '' : `, law of: ${own(jurisdictions, jurisdiction)?.label ?? jurisdiction}`;
  const reason = labelIn(suppressionReasons, detail);
  switch (event) {
    case 'asked':
      return `someone submitted a request in the name of this address (${source})`;
    case 'sent':
      return 'we asked them by email to confirm it';
    case 'reminded':
      return 'we reminded them by email to confirm it';
    case 'notSent':
      return `the email that asks for confirmation was not sent (${detail})`;
    case 'confirmed':
      return `they confirmed the request (${source})`;
    case 'expired':
      return `the request was never confirmed (${source}), so it does not count`;
    case 'failed':
      return `the request can't be confirmed (${source})`;
    case 'given':
      return `consent by ${source}${to} (${basis}${law})`;
    case 'ended':
      return `consent by ${source} ends${to} (${basis})`;
    case 'withdrawn':
      return `consent withdrawn by ${source}${to} (${basis})`;
    case 'closed':
      return `${channel === 'all' ? 'every channel' : channel} closed${until ? ` until ${minuteInWords(until.getTime())}` : ''}: ${reason}`;
    case 'reopened':
      return `${channel === 'all' ? 'every channel' : channel} open again, was closed: ${reason}`;
  }
}

const labelIn = (table: Readonly<Record<string, { readonly label: string }>>, key: string | null): string | null =>
  key !== null && Object.hasOwn(table, key) ? (table[key]?.label ?? key) : key;

import { findContent } from '../../../content/find-content.ts';
import { purposeOf } from '../../../content/entry.ts';
import type { Db } from '../../../db/database.ts';
import { domainOf } from '../../../domain/address.ts';
import { contactability } from '../../../domain/contactability.ts';
import type { Consent } from '../../../domain/consent.ts';
import type { Suppression } from '../../../domain/suppression.ts';
import type { Counted } from '../report.ts';
import { rowsOf, sql } from './query.ts';

interface SentRow {
  readonly leadId: string;
  readonly email: string;
  readonly accountId: string | null;
  readonly content: string;
  readonly sentAt: Date;
  readonly disqualifiedAt: Date | null;
}

/** As Postgres has it: instants are timestamps. */
type Dated<T> = { readonly [K in keyof T]-?: T[K] extends number ? Date : T[K] extends number | undefined ? Date | null : T[K] };
type ConsentRow = Dated<Consent> & { readonly leadId: string };
type SuppressionRow = Dated<Suppression> & { readonly subject: string };

/**
 * Mails that went out although we might not write, by the reason: judged again from what stands in Postgres, by the rules of
 * the domain and not by what the sender thought.
 * @param raceMs program time in which an opt-out and a mail count as simultaneous: which of two commits was first, instants don't tell
 */
export async function forbiddenOf(db: Db, raceMs: number): Promise<Counted[]> {
  const [sent, consents, suppressions] = await Promise.all([
    rowsOf(
      db,
      sql<SentRow>`select lead_id, leads.email, leads.account_id, content, sent_at,
        (select min(at) from transitions where transitions.lead_id = touches.lead_id and kind = 'stage' and "to" = 'disqualified') as disqualified_at
        from touches join leads on leads.id = lead_id where state in ('accepted', 'inDoubt', 'sending')`,
    ),
    rowsOf(
      db,
      sql<ConsentRow>`select lead_id, purpose, jurisdiction, basis, source, at, confirmed_at, expires_at, withdrawn_at from consents`,
    ),
    rowsOf(db, sql<SuppressionRow>`select scope, subject, channel, reason, set_by, at, until, lifted_at from suppressions`),
  ]);
  const consentsByLead = Map.groupBy(consents, ({ leadId }) => leadId);
  const counts = new Map<string, number>();
  for (const mail of sent) {
    const why = whyNot(mail, consentsByLead.get(mail.leadId) ?? [], suppressions, raceMs);
    if (why) counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  return [...counts].map(([what, count]) => ({ what, count }));
}

function whyNot(
  mail: SentRow,
  consents: readonly ConsentRow[],
  suppressions: readonly SuppressionRow[],
  raceMs: number,
): string | undefined {
  const at = mail.sentAt.getTime();
  if (mail.disqualifiedAt !== null && mail.disqualifiedAt.getTime() + raceMs < at) return 'disqualified';
  const concerning = suppressions
    .filter((one) => concerns(one, mail))
    .map((one) => ({ ...asSuppression(one), at: one.at.getTime() + raceMs }));
  const contact = contactability(consents.map(asConsent), concerning, 'email', at, purposeOf(findContent(mail.content)));
  return contact.may ? undefined : contact.because;
}

const concerns = ({ scope, subject }: SuppressionRow, { leadId, email, accountId }: SentRow): boolean => {
  switch (scope) {
    case 'lead':
      return subject === leadId;
    case 'address':
      return subject === email;
    case 'domain':
      return subject === domainOf(email);
    case 'account':
      return subject === accountId;
    case 'everybody':
      return true;
  }
};

const asSuppression = ({ scope, channel, reason, setBy, at, until, liftedAt }: SuppressionRow): Suppression => ({
  scope,
  channel,
  reason,
  setBy,
  at: at.getTime(),
  ...(until && { until: until.getTime() }),
  ...(liftedAt && { liftedAt: liftedAt.getTime() }),
});

const asConsent = ({ purpose, jurisdiction, basis, source, at, confirmedAt, expiresAt, withdrawnAt }: ConsentRow): Consent => ({
  purpose,
  jurisdiction,
  basis,
  source,
  at: at.getTime(),
  ...(confirmedAt && { confirmedAt: confirmedAt.getTime() }),
  ...(expiresAt && { expiresAt: expiresAt.getTime() }),
  ...(withdrawnAt && { withdrawnAt: withdrawnAt.getTime() }),
});

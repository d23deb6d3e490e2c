import { sql, type RawBuilder } from 'kysely';
import type { Compiled } from '../content/compiled-format.ts';
import { purposeOf } from '../content/entry.ts';
import { own } from '../domain/text/own.ts';
import type { Db } from '../db/database.ts';
import { matchingAddress } from '../domain/people/address.ts';
import type { Instant } from '../domain/time/clock.ts';
import type { Consent, Purpose } from '../domain/contact/consent.ts';
import { contactability } from '../domain/contact/contactability.ts';
import { closingOf, type Effective, type EngagementKinds } from '../domain/scoring/engagement.ts';
import { reasonSpec, type Suppression, type SuppressionReason } from '../domain/contact/suppression.ts';
import { concerns, everySubjectOf } from '../domain/contact/suppression-scope.ts';
import { maybeOut } from '../db/states.ts';

/** An email that went out although we might not write. */
export interface ForbiddenTouch {
  readonly key: string;
  readonly leadId: string;
  readonly because: string;
}

interface SentRow {
  readonly key: string;
  readonly leadId: string;
  readonly email: string;
  readonly accountId: string | null;
  readonly program: string;
  readonly content: string;
  readonly sentAt: Date;
  readonly disqualifiedAt: Date | null;
}

/** As Postgres has it: instants are timestamps. */
type Dated<T> = { readonly [K in keyof T]-?: T[K] extends number ? Date : T[K] extends number | undefined ? Date | null : T[K] };
type ConsentRow = Dated<Consent> & { readonly leadId: string };
type SuppressionRow = Dated<Suppression> & { readonly subject: string };
type ActRow = Nullable<Effective> & {
  readonly email: string;
  readonly program: string | null;
  readonly at: Date;
  readonly until: Date | null;
};
type Nullable<T> = { readonly [K in keyof T]-?: T[K] | null } & Pick<Effective, 'kind'>;

/**
 * Emails that went out although we might not write. It judges by what people did and by what stands in
 * Postgres, with the rules of the domain and not by what the sender thought: a no counts even if nothing was closed for it.
 * @param raceMs program time in which an opt-out and a mail count as simultaneous: which of two commits was first, instants don't tell
 */
export async function forbiddenTouches(
  db: Db,
  content: Compiled,
  kinds: EngagementKinds,
  raceMs: number,
): Promise<ForbiddenTouch[]> {
  const [sent, consents, suppressions, acts] = await Promise.all([
    rowsOf(
      db,
      sql<SentRow>`select touches.key, lead_id, leads.email, leads.account_id, campaigns.program, content, coalesce(sent_at, claimed_at) as sent_at,
        (select min(at) from transitions where transitions.lead_id = touches.lead_id and kind = 'stage' and "to" = 'disqualified') as disqualified_at
        from touches join leads on leads.id = lead_id join campaigns on campaigns.id = campaign_id
        where touches.state in ${maybeOut}`,
    ),
    rowsOf(
      db,
      sql<ConsentRow>`select lead_id, purpose, jurisdiction, basis, source, at, confirmed_at, expires_at, withdrawn_at from consents`,
    ),
    rowsOf(db, sql<SuppressionRow>`select scope, subject, channel, reason, set_by, at, until, lifted_at from suppressions`),
    rowsOf(
      db,
      sql<ActRow>`select leads.email, campaigns.program, kind, reply, answer, bounce, e.until, e.at
        from engagements as e join leads on leads.id = e.lead_id
        left join touches on touches.key = touch_key left join campaigns on campaigns.id = touches.campaign_id
        where verdict <> 'machine'`,
    ),
  ]);
  const consentsByLead = Map.groupBy(consents, ({ leadId }) => leadId);
  const noes = Map.groupBy(
    acts.flatMap((act) => asNo(kinds, act)),
    ({ mailbox }) => mailbox,
  );
  const bySubject = Map.groupBy(suppressions, ({ subject }) => subject);
  return sent.flatMap((mail) => {
    const consented = consentsByLead.get(mail.leadId) ?? [];
    const closed = everySubjectOf(keysOf(mail)).flatMap((subject) => (bySubject.get(subject) ?? []).flatMap(concerning(mail)));
    const said = (noes.get(matchingAddress(mail.email)) ?? []).flatMap(stillSaid(mail, consented, closed));
    const because = whyNot(mail, purposeIn(content, mail), { consents: consented, suppressions: [...closed, ...said], raceMs });
    return because === undefined ? [] : [{ key: mail.key, leadId: mail.leadId, because }];
  });
}

const rowsOf = async <T>(db: Db, query: RawBuilder<T>): Promise<readonly T[]> => (await query.execute(db)).rows;

/** An email that the app no longer has counts as marketing. */
const purposeIn = (content: Compiled, mail: SentRow): Purpose => {
  const known = own(content, mail.content);
  return known ? purposeOf(known.entry) : 'marketing';
};

interface Known {
  readonly consents: readonly ConsentRow[];
  readonly suppressions: readonly Suppression[];
  readonly raceMs: number;
}

function whyNot(mail: SentRow, purpose: Purpose, { consents, suppressions, raceMs }: Known): string | undefined {
  const at = mail.sentAt.getTime();
  if (mail.disqualifiedAt !== null && mail.disqualifiedAt.getTime() + raceMs < at) return 'disqualified';
  const late = suppressions.map((one) => ({ ...one, at: one.at + raceMs }));
  const contact = contactability(consents.map(asConsent), late, 'email', at, purpose);
  return contact.may ? undefined : contact.because;
}

const keysOf = ({ leadId: id, email, accountId, program }: SentRow) => ({
  id,
  email,
  emailKey: matchingAddress(email),
  accountId,
  program,
});

const concerning =
  (mail: SentRow) =>
  (row: SuppressionRow): Suppression[] =>
    concerns(row, keysOf(mail)) ? [asSuppression(row)] : [];

/** What somebody did that closes email to their mailbox. */
interface No {
  readonly mailbox: string;
  readonly program: string | null;
  readonly reason: SuppressionReason;
  readonly at: Instant;
  readonly until?: Instant;
}

function asNo(kinds: EngagementKinds, { email, program, at: when, until, kind, reply, answer, bounce }: ActRow): No[] {
  const at = when.getTime();
  const act = { kind, ...(reply && { reply }), ...(answer && { answer }), ...(bounce && { bounce }) };
  const closing = closingOf(kinds, { ...act, at, ...(until && { until: until.getTime() }) });
  return closing ? [{ mailbox: matchingAddress(email), program, at, ...closing }] : [];
}

/**
 * A no holds until its date, or until the person has confirmed an opt-in. What others may open again, too, holds until they
 * did. "Not relevant" is about the program of its email.
 */
const stillSaid =
  (mail: SentRow, consents: readonly ConsentRow[], suppressions: readonly Suppression[]) =>
  ({ program, reason, at, until }: No): Suppression[] => {
    if (reason === 'notRelevant' && program !== mail.program) return [];
    const { liftedBy } = reasonSpec(reason);
    const confirmed = liftedBy.includes('optIn') ? consents.map(({ confirmedAt }) => confirmedAt?.getTime()) : [];
    const isForOthers = liftedBy.some((by) => by !== 'optIn');
    const lifted = isForOthers ? suppressions.map((one) => (one.reason === reason ? one.liftedAt : undefined)) : [];
    const liftedAt = Math.min(...[...confirmed, ...lifted].filter((when) => when !== undefined && when > at).map(Number));
    return [{ scope: 'address', channel: 'email', reason, setBy: 'person', at, ...(until && { until }), liftedAt }];
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

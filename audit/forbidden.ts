import { sql, type RawBuilder } from 'kysely';
import type { Compiled } from '../content/compiled-format.ts';
import { purposeOf } from '../content/entry.ts';
import { own } from '../domain/text/own.ts';
import { consentFrom } from '../db/contact/consents.ts';
import type { Db } from '../db/database.ts';
import type { Dated } from '../db/dated.ts';
import { matchingAddress } from '../domain/people/address.ts';
import type { Instant } from '../domain/time/clock.ts';
import type { Consent, Purpose } from '../domain/contact/consent.ts';
import { contactability } from '../domain/contact/contactability.ts';
import { closingOf, type Effective, type EngagementKinds } from '../domain/scoring/engagement.ts';
import { reasonSpec, type Channel, type Suppression, type SuppressionReason } from '../domain/contact/suppression.ts';
import { concerns, everySubjectOf } from '../domain/contact/suppression-scope.ts';
import type { ConsentPolicy } from '../domain/contact/consent-policy.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { possiblySent } from '../db/states.ts';

/** An email that went out although consent or a suppression forbade it. */
export interface ForbiddenTouch {
  readonly key: string;
  readonly leadId: string;
  readonly because: string;
}

/** The emails of the app, and what it decided. */
export interface AppRules {
  readonly content: Compiled;
  readonly policy: Pick<Policy, 'consent' | 'engagements'>;
}

interface SentRow {
  readonly key: string;
  readonly leadId: string;
  readonly channel: Channel;
  readonly email: string;
  readonly phoneKey: string | null;
  readonly accountId: string | null;
  readonly program: string;
  readonly content: string;
  readonly sentAt: Date;
  readonly disqualifiedAt: Date | null;
}

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
 * Finds emails that went out although consent or a suppression forbade them. It judges by people's acts and the rows in Postgres, with the
 * rules of the domain, and ignores what the sender decided: an opt-out counts even if it closed nothing.
 * @param raceMs how far apart (program time) an opt-out and an email count as simultaneous: instants don't show which commit came first
 */
export async function forbiddenTouches(db: Db, { content, policy }: AppRules, raceMs: number): Promise<ForbiddenTouch[]> {
  const [sent, consents, suppressions, acts] = await Promise.all([
    rowsOf(
      db,
      sql<SentRow>`select touches.key, lead_id, touches.channel, leads.email, leads.phone_key, leads.account_id, coalesce(campaigns.program, '') as program, touches.content, coalesce(sent_at, claimed_at) as sent_at,
        (select min(t.at) from transitions as t where t.lead_id = touches.lead_id and t.kind = 'stage' and t."to" = 'disqualified' and not exists (
          select from transitions as back where back.lead_id = t.lead_id and back.kind = 'takenBack' and back.at >= t.at)) as disqualified_at
        from touches join leads on leads.id = lead_id left join campaigns on campaigns.id = campaign_id
        where touches.state in ${possiblySent}`,
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
  const optOuts = Map.groupBy(
    acts.flatMap((act) => asOptOut(policy.engagements, act)),
    ({ mailbox }) => mailbox,
  );
  const bySubject = Map.groupBy(suppressions, ({ subject }) => subject);
  return sent.flatMap((email) => {
    const consented = consentsByLead.get(email.leadId) ?? [];
    const closed = everySubjectOf(keysOf(email)).flatMap((subject) => (bySubject.get(subject) ?? []).flatMap(concerning(email)));
    const optedOut = (optOuts.get(matchingAddress(email.email)) ?? []).flatMap(stillInForce(email, consented, closed));
    const because = whyForbidden(policy.consent, email, purposeIn(content, email), {
      consents: consented,
      suppressions: [...closed, ...optedOut],
      raceMs,
    });
    return because === undefined ? [] : [{ key: email.key, leadId: email.leadId, because }];
  });
}

const rowsOf = async <T>(db: Db, query: RawBuilder<T>): Promise<readonly T[]> => (await query.execute(db)).rows;

/** An email that the app no longer has counts as marketing. */
function purposeIn(content: Compiled, email: SentRow): Purpose {
  const known = own(content, email.content);
  return known ? purposeOf(known.entry) : 'marketing';
}

interface Known {
  readonly consents: readonly ConsentRow[];
  readonly suppressions: readonly Suppression[];
  readonly raceMs: number;
}

function whyForbidden(
  consent: ConsentPolicy,
  email: SentRow,
  purpose: Purpose,
  { consents, suppressions, raceMs }: Known,
): string | undefined {
  const at = email.sentAt.getTime();
  if (email.disqualifiedAt !== null && email.disqualifiedAt.getTime() + raceMs < at) return 'disqualified';
  const late = suppressions.map((suppression) => ({ ...suppression, at: suppression.at + raceMs }));
  const contact = contactability(consent, consents.map(consentFrom), late, email.channel, at, purpose);
  return contact.may ? undefined : contact.because;
}

const keysOf = ({ leadId: id, email, phoneKey, accountId, program }: SentRow) => ({
  id,
  email,
  emailKey: matchingAddress(email),
  phoneKey,
  accountId,
  program,
});

const concerning =
  (email: SentRow) =>
  (row: SuppressionRow): Suppression[] =>
    concerns(row, keysOf(email)) ? [asSuppression(row)] : [];

/** An act that closes email to a mailbox. */
interface OptOut {
  readonly mailbox: string;
  readonly program: string | null;
  readonly reason: SuppressionReason;
  readonly at: Instant;
  readonly until?: Instant;
}

function asOptOut(kinds: EngagementKinds, { email, program, at: when, until, kind, reply, answer, bounce }: ActRow): OptOut[] {
  const at = when.getTime();
  const act = { kind, reply: reply ?? undefined, answer: answer ?? undefined, bounce: bounce ?? undefined };
  const closing = closingOf(kinds, { ...act, at, until: until?.getTime() });
  return closing ? [{ mailbox: matchingAddress(email), program, at, ...closing }] : [];
}

/**
 * An opt-out is in force until its date, or until the person has confirmed an opt-in. If others may lift it, too, it ends when they have.
 * "Not relevant" concerns only the program of its email.
 */
const stillInForce =
  (email: SentRow, consents: readonly ConsentRow[], suppressions: readonly Suppression[]) =>
  ({ program, reason, at, until }: OptOut): Suppression[] => {
    if (reason === 'notRelevant' && program !== email.program) return [];
    const { liftedBy } = reasonSpec(reason);
    const confirmed = liftedBy.includes('optIn') ? consents.map(({ confirmedAt }) => confirmedAt?.getTime()) : [];
    const mayOthersLift = liftedBy.some((by) => by !== 'optIn');
    const lifted = mayOthersLift ? suppressions.map((row) => (row.reason === reason ? row.liftedAt : undefined)) : [];
    const liftedAt = Math.min(...[...confirmed, ...lifted].filter((when) => when !== undefined && when > at).map(Number));
    return [{ scope: 'address', channel: 'email', reason, setBy: 'person', at, until, liftedAt }];
  };

const asSuppression = ({ scope, channel, reason, setBy, at, until, liftedAt }: SuppressionRow): Suppression => ({
  scope,
  channel,
  reason,
  setBy,
  at: at.getTime(),
  until: until?.getTime(),
  liftedAt: liftedAt?.getTime(),
});

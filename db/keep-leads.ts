import { sql } from 'kysely';
import type { CompanyValues } from '../domain/account-values.ts';
import type { Instant } from '../domain/clock.ts';
import { consentsLack } from '../domain/consent.ts';
import { mergePermissions } from '../domain/contactability.ts';
import { regionOf } from '../domain/country.ts';
import { give, type Giver } from '../domain/given.ts';
import { companyFrom, leadFrom, type LeadValues, type PersonValues, type SaidOfPerson } from '../domain/lead-values.ts';
import { changeConsents, type ConsentMerge, type GivenConsent } from './consents.ts';
import type { Db } from './database.ts';
import { keepAccounts, type Company } from './keep-accounts.ts';
import { optOut } from './opt-out.ts';
import { rescoreChanged } from './rescore.ts';
import { closeChannel } from './suppressions.ts';

/** A lead as it came in. */
export interface LeadToKeep {
  readonly email: string;
  /** Equal for all spellings of one mailbox. */
  readonly emailKey: string;
  /** What the source says of the person, and of the company where it is not a fact of the company alone. */
  readonly person: { readonly [K in keyof PersonValues]?: PersonValues[K] | undefined };
  /** What it says of the company. */
  readonly company: { readonly [K in keyof Omit<CompanyValues, 'name'>]?: CompanyValues[K] | undefined };
  readonly source: string;
  readonly consents: readonly GivenConsent[];
  readonly optedOut: boolean;
  /** They take back what they agreed to before: a clear no in a column of consents. */
  readonly withdrawn?: boolean;
  /** They asked not to be called. */
  readonly doNotCall?: boolean;
}

export interface KeptLead {
  readonly id: string;
  readonly emailKey: string;
  readonly created: boolean;
  /** Why it may not be mailed, if a basis is missing. */
  readonly held: string | null;
}

interface Keeping {
  readonly at: Instant;
  readonly newId: () => string;
  /** `restrict`: of two records of one person the more restrictive consent stays. `add`: the person has just given it. */
  readonly consents: ConsentMerge;
  /** Who says all this. */
  readonly by: Giver;
  /** IANA; of leads whose place is not known. */
  readonly zone: string;
}

/**
 * Adds leads that are not there yet, and what is said of those that are, by the rank of who says it; what follows from it is
 * derived again. Several rows of one mailbox are one lead. Call it in a transaction.
 */
export async function keepLeads(trx: Db, leads: readonly LeadToKeep[], keeping: Keeping): Promise<KeptLead[]> {
  const mailboxes = [...Map.groupBy(leads, ({ emailKey }) => emailKey)].map(([emailKey, rows]) =>
    mailboxOf(emailKey, rows, keeping),
  );
  if (mailboxes.length === 0) return [];
  const saved = await saveMailboxes(trx, mailboxes, keeping);
  const changed = await changeConsents(trx, saved, keeping);
  for (const { id: leadId, source } of saved.filter(({ optedOut }) => optedOut))
    await optOut(trx, keeping.newId, { leadId, source }, keeping.at);
  for (const { id: leadId } of saved.filter(({ doNotCall }) => doNotCall))
    await closeChannel(trx, keeping.newId, { leadId, channel: 'phone', reason: 'doNotContact', at: keeping.at });
  return saved.map(({ id, emailKey, created, held }) => ({
    id,
    emailKey,
    created,
    held: changed.has(id) ? changed.get(id)! : held,
  }));
}

/** All that one import says about one mailbox. */
interface Mailbox {
  readonly emailKey: string;
  readonly email: string;
  readonly source: string;
  readonly said: readonly SaidOfPerson[];
  readonly companies: readonly Company['said'][];
  readonly consents: readonly GivenConsent[];
  readonly optedOut: boolean;
  readonly withdrawn: boolean;
  readonly doNotCall: boolean;
}

/** Rows of one person: what the first lacks comes from the second, and the more restrictive consent of both stays. */
function mailboxOf(emailKey: string, rows: readonly LeadToKeep[], { at, by }: Keeping): Mailbox {
  const [first] = rows as readonly [LeadToKeep];
  const withdrawn = rows.some((row) => row.withdrawn === true);
  const consents = rows
    .map((row) => row.consents)
    .reduce((a, b) => mergePermissions({ consents: a, suppressions: [] }, { consents: b, suppressions: [] }, at).consents);
  return {
    emailKey,
    email: first.email,
    source: first.source,
    said: rows.map(({ person, source }) => ({ by, source, at, values: person as SaidOfPerson['values'] })),
    companies: rows.map(({ company, person, source }) => ({
      // Of themselves people know best; of a company, what one of them types into a form is a claim.
      by: by === 'person' ? 'claim' : by,
      source,
      at,
      values: { ...company, name: person.company } as Company['said']['values'],
    })),
    consents: withdrawn ? [] : consents,
    optedOut: rows.some(({ optedOut }) => optedOut),
    withdrawn,
    doNotCall: rows.some(({ doNotCall }) => doNotCall === true),
  };
}

interface Standing {
  readonly id: string;
  readonly emailKey: string;
  readonly given: readonly SaidOfPerson[];
  readonly zone: string;
  readonly accountId: string | null;
  readonly held: string | null;
}

type Saved = Mailbox & KeptLead;

async function saveMailboxes(trx: Db, mailboxes: readonly Mailbox[], keeping: Keeping): Promise<Saved[]> {
  const standing = await lock(trx, mailboxes);
  const merged = mailboxes.map((mailbox) => mergedWith(mailbox, standing.get(mailbox.emailKey), keeping));
  const { ids: accountIds, changed: changedAccounts } = await keepAccounts(
    trx,
    merged.flatMap(({ companies }) => companies),
    keeping.newId,
    keeping.at,
  );
  let n = 0;
  const placed = merged.map((lead) => {
    const own = accountIds.slice(n, (n += lead.companies.length)).at(-1);
    return { ...lead, accountId: lead.movesTo(own) };
  });
  const inserted = await insert(
    trx,
    placed.filter(({ stands }) => !stands),
    keeping,
  );
  const changedLeads = await update(
    trx,
    placed.filter(({ stands }) => stands),
  );
  await rescoreChanged(trx, { leads: changedLeads, accounts: changedAccounts }, keeping);
  const saved = placed.flatMap(({ mailbox, stands }): Saved[] => {
    const kept = stands ? { ...stands, created: false } : inserted.get(mailbox.emailKey);
    return kept ? [{ ...mailbox, id: kept.id, created: kept.created, held: kept.held }] : [];
  });
  // Somebody else has just inserted them: they stand now.
  const missed = placed.filter(({ stands, mailbox }) => !stands && !inserted.has(mailbox.emailKey));
  if (missed.length === 0) return saved;
  return [
    ...saved,
    ...(await saveMailboxes(
      trx,
      missed.map(({ mailbox }) => mailbox),
      keeping,
    )),
  ];
}

/** In one order, so that two imports of the same people do not wait for each other. */
async function lock(trx: Db, mailboxes: readonly Mailbox[]): Promise<Map<string, Standing>> {
  const keys = mailboxes.map(({ emailKey }) => emailKey);
  const rows = await trx
    .selectFrom('leads')
    .select(['id', 'emailKey', 'given', 'zone', 'accountId', 'held'])
    .where(sql<boolean>`email_key = any(${keys}::text[])`)
    .orderBy('emailKey')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.emailKey, row]));
}

interface Merged {
  readonly mailbox: Mailbox;
  readonly stands: Standing | undefined;
  readonly given: readonly SaidOfPerson[];
  readonly isChanged: boolean;
  readonly values: LeadValues;
  /** Of a lead that stands, only what changed with what was said. */
  readonly changes: Partial<LeadValues>;
  readonly companies: readonly Company[];
  movesTo(accountId: string | undefined): string | null;
}

function mergedWith(mailbox: Mailbox, stands: Standing | undefined, { zone }: Keeping): Merged {
  const before = stands?.given ?? [];
  const given = mailbox.said.reduce((known, said) => give(known, said), before);
  const otherwise = stands?.zone ?? zone;
  const values = leadFrom(given, otherwise);
  const key = companyFrom(given, mailbox.email);
  const keyBefore = stands && companyFrom(before, mailbox.email);
  const region = regionOf(values.country ?? undefined);
  return {
    mailbox,
    stands,
    given,
    isChanged: given !== before,
    values,
    changes: stands && given !== before ? changesOf(leadFrom(before, otherwise), values) : {},
    companies: key ? mailbox.companies.map((said) => ({ ...key, said, region })) : [],
    // Better knowledge moves a lead to another account; the same knowledge leaves it where it was put.
    movesTo: (accountId) =>
      stands?.accountId && key?.domain === keyBefore?.domain ? stands.accountId : (accountId ?? stands?.accountId ?? null),
  };
}

const changesOf = (before: LeadValues, after: LeadValues): Partial<LeadValues> =>
  Object.fromEntries(Object.entries(after).filter(([field, value]) => value !== before[field as keyof LeadValues]));

type Placed = Merged & { readonly accountId: string | null };

const columns = sql.raw(
  `first_name text, last_name text, title text, phone text, country text, zone text, zone_sure boolean, persona text, seniority text, given jsonb, account_id uuid`,
);
const columnsOf = ({ firstName, lastName, zoneSure, ...same }: Partial<LeadValues>) => ({
  ...same,
  first_name: firstName,
  last_name: lastName,
  zone_sure: zoneSure,
});

async function insert(trx: Db, leads: readonly Placed[], { at, newId }: Keeping): Promise<Map<string, KeptLead>> {
  if (leads.length === 0) return new Map();
  const now = new Date(at);
  const rows = leads.map(({ mailbox, values, given, accountId }) => ({
    ...columnsOf(values),
    given,
    account_id: accountId,
    id: newId(),
    email: mailbox.email,
    email_key: mailbox.emailKey,
    source: mailbox.source,
    held: consentsLack(mailbox.consents, 'marketing', at),
  }));
  const { rows: kept } = await sql<KeptLead>`
    insert into leads (id, email, email_key, first_name, last_name, title, phone, country, zone, zone_sure, persona, seniority, given, account_id,
      source, stage, stage_at, held, created_at)
    select id, email, email_key, first_name, last_name, title, phone, country, zone, zone_sure, persona, seniority, given, account_id,
      source, 'inquiry', ${now}::timestamptz, held, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as row(id uuid, email text, email_key text, source text, held text, ${columns})
    order by email_key
    on conflict (email_key) do nothing
    returning id, email_key, held, true as created`.execute(trx);
  return new Map(kept.map((lead) => [lead.emailKey, lead]));
}

/** @returns the ids of the leads that changed */
async function update(trx: Db, leads: readonly Placed[]): Promise<string[]> {
  const rows = leads
    .filter(({ isChanged, accountId, stands }) => isChanged || accountId !== stands!.accountId)
    .map(({ stands, given, accountId, changes }) => ({ ...columnsOf(changes), id: stands!.id, given, account_id: accountId }));
  if (rows.length === 0) return [];
  await sql`
    update leads set given = row.given, account_id = row.account_id,
      first_name = coalesce(row.first_name, leads.first_name), last_name = coalesce(row.last_name, leads.last_name),
      title = coalesce(row.title, leads.title), phone = coalesce(row.phone, leads.phone), country = coalesce(row.country, leads.country),
      zone = coalesce(row.zone, leads.zone), zone_sure = coalesce(row.zone_sure, leads.zone_sure),
      persona = coalesce(row.persona, leads.persona), seniority = coalesce(row.seniority, leads.seniority)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(id uuid, ${columns})
    where leads.id = row.id`.execute(trx);
  return rows.map(({ id }) => id);
}

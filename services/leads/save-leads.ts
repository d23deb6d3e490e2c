import { sql } from 'kysely';
import { changeConsents } from '../contact/consents.ts';
import type { Trx } from '../../db/database.ts';
import { ownAccountsOf } from '../accounts/account-owner.ts';
import { saveAccounts } from '../accounts/save-accounts.ts';
import { recordEvents } from '../../db/leads/lead-events.ts';
import { mailboxOf, mergedWith, type Saving, type LeadToSave, type Mailbox, type Merged, type Standing } from './merge-leads.ts';
import { optOut } from '../contact/opt-out.ts';
import { rescoreChanged } from '../engagements/rescore.ts';
import { closeChannel } from '../contact/close-channel.ts';
import { insertLeads, updateLeads, type SavedLead } from './write-leads.ts';

export type { LeadToSave } from './merge-leads.ts';
export type { SavedLead } from './write-leads.ts';

/**
 * Adds leads that are not there yet, and what is said of those that are, by the rank of who says it; what follows from it is
 * derived again. Several rows of one mailbox are one lead.
 */
export async function saveLeads(trx: Trx, leads: readonly LeadToSave[], keeping: Saving): Promise<SavedLead[]> {
  const mailboxes = [...Map.groupBy(leads, ({ emailKey }) => emailKey)].map(([emailKey, rows]) =>
    mailboxOf(emailKey, rows, keeping),
  );
  if (mailboxes.length === 0) return [];
  const saved = await saveMailboxes(trx, mailboxes, keeping);
  for (const { id: leadId, source } of saved.filter(({ optedOut }) => optedOut))
    await optOut(trx, keeping.policy, keeping.newId, { leadId, source }, keeping.at);
  // After what they said: a program that ends for want of consent would not hear it any more.
  const changed = await changeConsents(trx, saved, keeping);
  for (const { id: leadId } of saved.filter(({ doNotCall }) => doNotCall))
    await closeChannel(trx, keeping.policy, keeping.newId, { leadId, channel: 'phone', reason: 'doNotContact', at: keeping.at });
  await ownAccountsOf(
    trx,
    leads.flatMap(({ emailKey, accountOwner }) => (accountOwner === undefined ? [] : [{ emailKey, accountOwner }])),
    { at: keeping.at, by: keeping.key },
  );
  return saved.map(({ id, emailKey, created, held }) => ({
    id,
    emailKey,
    created,
    held: changed.has(id) ? changed.get(id)! : held,
  }));
}

type Saved = Mailbox & SavedLead;

async function saveMailboxes(trx: Trx, mailboxes: readonly Mailbox[], keeping: Saving): Promise<Saved[]> {
  const standing = await lock(trx, mailboxes);
  const merged = mailboxes.map((mailbox) => mergedWith(mailbox, standing.get(mailbox.emailKey), keeping));
  const { ids: accountIds, changed: changedAccounts } = await saveAccounts(
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
  const inserted = await insertLeads(
    trx,
    placed.filter(({ stands }) => !stands),
    keeping,
  );
  const changedLeads = await updateLeads(
    trx,
    placed.filter(({ stands }) => stands),
  );
  await rescoreChanged(trx, { leads: changedLeads, accounts: changedAccounts }, keeping);
  const saved = placed.flatMap(({ mailbox, stands, learned }): (Saved & Pick<Merged, 'learned'>)[] => {
    const kept = stands ? { ...stands, created: false } : inserted.get(mailbox.emailKey);
    return kept ? [{ ...mailbox, id: kept.id, created: kept.created, held: kept.held, learned }] : [];
  });
  await recordEvents(
    trx,
    saved.map(({ id: leadId, created: isNew, source, learned: changes }) => {
      return { leadId, at: keeping.at, by: keeping.key, kind: 'saved', data: { source, giver: keeping.by, isNew, changes } };
    }),
  );
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
async function lock(trx: Trx, mailboxes: readonly Mailbox[]): Promise<Map<string, Standing>> {
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

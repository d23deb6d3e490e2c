import { consentsLack } from '../../domain/contact/consent.ts';
import { changeConsents } from '../contact/consents.ts';
import type { Trx } from '../../db/database.ts';
import { setAccountOwners } from '../../db/accounts/account-owner.ts';
import { saveAccounts } from '../accounts/save-accounts.ts';
import { recordEvents } from '../../db/leads/lead-events.ts';
import { mailboxOf, mergedWith, type Saving, type LeadToSave, type Mailbox, type Merged } from './merge-leads.ts';
import { optOut } from '../contact/opt-out.ts';
import { rescoreChanged } from '../engagements/rescore.ts';
import { saveFits } from '../engagements/save-fits.ts';
import { closeChannel } from '../contact/close-channel.ts';
import { continuingMailboxes, insertLeads, lockLeads, updateLeads } from '../../db/leads/write-leads.ts';

export type { LeadToSave } from './merge-leads.ts';

export interface SavedLead {
  readonly id: string;
  /** The matching forms of the addresses under which it was given; its own may be another one. */
  readonly named: readonly string[];
  readonly created: boolean;
  /** Why it may not get email, if a consent basis is missing. */
  readonly held: string | null;
}

/**
 * Adds new leads, and updates existing ones with what sources say, by rank; recomputes derived values. Several rows of one mailbox
 * are one lead.
 */
export async function saveLeads(trx: Trx, given: readonly LeadToSave[], saving: Saving): Promise<SavedLead[]> {
  if (given.length === 0) return [];
  const saved = await saveRows(trx, given, saving);
  for (const { id: leadId, source } of saved.filter(({ optedOut }) => optedOut))
    await optOut(trx, saving.policy, saving.newId, { leadId, source }, saving.at);
  // Opt-outs come first: a program that ends for lack of consent would no longer receive them.
  const changed = await changeConsents(trx, saved, saving);
  for (const { id: leadId } of saved.filter(({ doNotCall }) => doNotCall))
    await closeChannel(trx, saving.policy, saving.newId, { leadId, channel: 'phone', reason: 'doNotContact', at: saving.at });
  await setAccountOwners(
    trx,
    saved.flatMap(({ emailKey, rows }) =>
      rows.flatMap(({ accountOwner }) => (accountOwner === undefined ? [] : [{ emailKey, accountOwner }])),
    ),
    { at: saving.at, by: saving.key },
  );
  return saved.map(({ id, rows, created, held }) => ({
    id,
    named: [...new Set(rows.map(({ emailKey }) => emailKey))],
    created,
    held: changed.has(id) ? changed.get(id)! : held,
  }));
}

/**
 * The mailboxes that rows are about, and the leads that have them already, locked. What is said about a lead that was merged into
 * another one is said about that one; what is said about an address that a lead had, about the one that it has.
 */
async function lockMailboxes(trx: Trx, rows: readonly LeadToSave[], saving: Saving) {
  const named = rows.map(({ emailKey }) => emailKey);
  const continuing = await continuingMailboxes(trx, named);
  const mailboxes = [...Map.groupBy(rows, ({ emailKey }) => continuing.get(emailKey) ?? emailKey)].map(([emailKey, same]) =>
    mailboxOf(emailKey, same, saving),
  );
  const existing = await lockLeads(
    trx,
    mailboxes.map(({ emailKey }) => emailKey),
  );
  // While this waited for a lock, the lead may have got another address, or may have been merged.
  const now = await continuingMailboxes(trx, named);
  if (named.some((key) => now.get(key) !== continuing.get(key))) return await lockMailboxes(trx, rows, saving);
  return { mailboxes, existing };
}

type Saved = Mailbox & Omit<SavedLead, 'named'>;

async function saveRows(trx: Trx, rows: readonly LeadToSave[], saving: Saving): Promise<Saved[]> {
  const { mailboxes, existing: existingLeads } = await lockMailboxes(trx, rows, saving);
  const merged = mailboxes.map((mailbox) => mergedWith(mailbox, existingLeads.get(mailbox.emailKey), saving));
  const { ids: accountIds, changed: changedAccounts } = await saveAccounts(
    trx,
    merged.flatMap(({ companies }) => companies),
    saving.newId,
    saving.at,
  );
  let n = 0;
  const placed = merged.map((lead) => {
    const own = accountIds.slice(n, (n += lead.companies.length)).at(-1);
    const held = consentsLack(saving.policy.consent, lead.mailbox.consents, 'marketing', saving.at);
    return { ...lead, accountId: lead.movesTo(own), held };
  });
  const inserted = await insertLeads(
    trx,
    placed.filter(({ existing }) => !existing),
    saving,
  );
  const changedLeads = await updateLeads(
    trx,
    placed.filter(({ existing }) => existing),
  );
  await rescoreChanged(trx, { leads: changedLeads, accounts: changedAccounts }, saving);
  if (inserted.size > 0) await saveFits(trx, saving.policy, { leads: [...inserted.values()].map(({ id }) => id) }, saving.at);
  const saved = placed.flatMap(({ mailbox, existing, learned }): (Saved & Pick<Merged, 'learned'>)[] => {
    const row = existing ?? inserted.get(mailbox.emailKey);
    return row ? [{ ...mailbox, id: row.id, created: !existing, held: row.held, learned }] : [];
  });
  await recordEvents(
    trx,
    saved.map(({ id: leadId, created: isNew, source, learned: changes }) => {
      return { leadId, at: saving.at, by: saving.key, kind: 'saved', data: { source, giver: saving.by, isNew, changes } };
    }),
  );
  // Another transaction has just inserted these leads, so now they exist.
  const missed = placed.filter(({ existing, mailbox }) => !existing && !inserted.has(mailbox.emailKey));
  if (missed.length === 0) return saved;
  return [
    ...saved,
    ...(await saveRows(
      trx,
      missed.flatMap(({ mailbox }) => mailbox.rows),
      saving,
    )),
  ];
}

import { leadById } from '../../db/leads/leads.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';
import { insertSingles } from '../../db/touches/singles.ts';
import { asOf } from '../../domain/time/as-of.ts';
import { contactability, noContactLabel } from '../../domain/contact/contactability.ts';
import { lowerFirst } from '../../domain/text/words.ts';
import { mustBeSingle } from '../campaigns/draft.ts';
import { notFound, Refusal } from '../procedures/refusal.ts';
import type { Asker } from '../tasks/team.ts';

/**
 * Sends a prepared email to one lead, in the name of the rep who asks, or else of the lead's owner; through the same ledger as programs.
 * @throws Refusal if the lead may not be emailed; ContentMissing
 */
export async function send(asker: Asker, { leadId, content }: { leadId: string; content: string }) {
  const { db, clock, policy, settings, newId, principal } = asker;
  mustBeSingle(asker, content);
  const lead = await leadById(db, leadId);
  if (!lead) throw notFound('lead', leadId);
  const at = clock.now();
  const { from } = settings.content[content]!.entry;
  const permissions = asOf(at, await permissionsOf(db, leadId));
  const may = contactability(policy.consent, ...permissions, 'email', at, from === 'rep' ? 'service' : 'marketing');
  if (!may.may && may.until === undefined)
    throw new Refusal('CONFLICT', `This lead may not be emailed: ${lowerFirst(noContactLabel(may.because))}.`, {
      code: may.because,
      todo: 'See when and why this began (contact.history).',
    });
  const key = `${newId()}/single`;
  const repId = principal.repId ?? lead.ownerId ?? undefined;
  await db.transaction().execute((trx) => insertSingles(trx, [{ key, leadId, dueAt: at }], { content, repId, at }));
  return {
    touch: key,
    next:
      from === 'rep'
        ? 'It goes out within moments, or in the hours in which the lead gets emails. The story will show when.'
        : 'It goes out once, as soon as the caps, hours and rates allow it. The story will show when.',
  };
}

import { deleteLead, effectsOf, type Effect } from '../../db/leads/remove-lead.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { notFound, Refusal } from '../procedures/refusal.ts';

const inWords: Readonly<Record<Effect, string>> = {
  sent: 'something was sent to them',
  acted: 'they did something',
  worked: 'there are tasks about them',
  deal: 'there is a deal with them',
  wrote: 'they wrote to us',
  texted: 'they wrote to us',
  stepped: 'another system was asked about them',
  inProgram: 'they are in a program',
  merged: 'they were merged with another lead',
};

/** What to do instead. */
const instead: Readonly<Partial<Record<Effect, string>>> = {
  inProgram: 'Take them out of the campaign first (campaigns.stop).',
  merged: 'Undo the merge first (leads.unmerge).',
};

/** Removes a lead who was added by mistake. @throws Refusal if something came of it */
export async function remove({ db }: Pick<ApiDeps, 'db'>, leadId: string) {
  return await db.transaction().execute(async (trx) => {
    const effects = await effectsOf(trx, leadId);
    if (!effects) throw notFound('lead', leadId);
    const lasting = effects.filter((effect) => !instead[effect]);
    if (effects.length > 0)
      throw new Refusal('CONFLICT', `The lead stays: ${[...new Set(effects.map((effect) => inWords[effect]))].join(', ')}.`, {
        code: 'hadEffect',
        value: effects,
        todo: lasting.length > 0 ? 'If they ask for it, erase them (leads.erase).' : instead[effects[0]!],
      });
    await deleteLead(trx, leadId);
    return {
      leadId,
      next: 'The lead is removed, as if it had never been added. To undo this, add it again.',
      undo: 'leads.add' as const,
    };
  });
}

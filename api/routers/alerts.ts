import { z } from 'zod';
import { alertKinds, type AlertKind } from '../../db/alerts/alert-kinds.ts';
import { prefer, unwantedBy } from '../../db/alerts/preferences.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import { Refusal } from '../procedures/refusal.ts';
import { repOf } from '../procedures/rights.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { text } from '../procedures/values.ts';
import { repNamed } from '../tasks/rep-named.ts';
import { repOfTeam, type Asker } from '../tasks/team.ts';

const all = kindsOf(alertKinds);

/** Whose alerts: the caller's by default; a manager may name a rep of the team by an id, an address or a name. */
const ofRep = z.strictObject({ rep: text('name').optional() });

async function whose(asker: Asker, named: string | undefined): Promise<string> {
  if (named === undefined) return repOf(asker);
  const { id } = await repNamed(asker, named);
  if (asker.principal.role !== 'rep') return (await repOfTeam(asker, id)).id;
  if (id === asker.principal.repId) return id;
  throw new Refusal('FORBIDDEN', 'These alerts belong to another rep.', {
    code: 'otherRep',
    value: named,
    todo: 'Ask them, or their manager.',
  });
}

/** The emails that tell people about their tasks, their day and their week. */
export const alerts = router({
  /** Each kind of alert, and whether the rep gets it. */
  preferences: procedureFor('rep', 'manager')
    .input(ofRep.prefault({}))
    .query(async ({ ctx, input: { rep } }) => {
      const unwanted = await unwantedBy(ctx.db, await whose(ctx, rep));
      return all.map((kind) => ({ kind, label: alertKinds[kind].label, wanted: !unwanted.has(kind) }));
    }),

  /** Turns a kind of alert on or off for a rep; alerts that wait heed it, too. The same call with the other answer undoes it. */
  prefer: procedureFor('rep', 'manager')
    .input(ofRep.extend({ kind: z.enum(all as [AlertKind, ...AlertKind[]]), wanted: z.boolean() }))
    .mutation(async ({ ctx, input: { rep, kind, wanted } }) => {
      await prefer(ctx.db, await whose(ctx, rep), kind, wanted);
      const { label } = alertKinds[kind];
      const whom = rep === undefined ? 'You get' : `${rep} gets`;
      return { kind, wanted, next: `${whom} ${wanted ? 'emails' : 'no emails'} about this: ${label}.` };
    }),
});

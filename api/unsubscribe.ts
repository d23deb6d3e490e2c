import { recordEngagement } from '../db/engagements.ts';
import { leadById } from '../db/leads.ts';
import { permissionsOf } from '../db/permissions.ts';
import { touchOfLink } from '../db/touch-of-link.ts';
import { closes } from '../domain/suppression.ts';
import type { ApiDeps } from './context.ts';

/**
 * Nobody mails the lead of a touch any more. Again, and for somebody who is gone, it is still true, and nothing happens.
 */
export async function unsubscribe({ db, clock, newId }: ApiDeps, touchKey: string): Promise<void> {
  const touch = await touchOfLink(db, touchKey);
  if (!touch) return;
  const { leadId, content } = touch;
  const at = clock.now();
  await db.transaction().execute(async (trx) => {
    // Locked, so that two requests at once are one unsubscribe.
    await trx.selectFrom('leads').select('id').where('id', '=', leadId).forUpdate().execute();
    if (!(await leadById(trx, leadId))) return;
    const { suppressions } = await permissionsOf(trx, leadId);
    const isGone = suppressions.some((one) => one.reason === 'unsubscribed' && closes(one, 'email', at));
    if (isGone) return;
    const act = {
      id: newId(),
      leadId,
      touchKey,
      content,
      kind: 'unsubscribed',
      at,
      verdict: 'human',
      source: 'unsubscribe',
      closes: 'unsubscribed',
    } as const;
    await recordEngagement(trx, newId, act, at);
  });
}

import { z } from 'zod';
import { cancelDeferral, listDeferrals } from '../../db/campaigns/deferred-enrolments.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { idInput, leadRef } from '../procedures/instant-input.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { Refusal } from '../procedures/refusal.ts';

export const waitingInput = z
  .strictObject({
    campaignId: idInput.optional(),
    leadId: leadRef.optional(),
    ...pageInput,
  })
  .prefault({});

/** A page of the enrolments that wait for the end of another program. */
export async function listWaiting({ db }: Pick<ApiDeps, 'db'>, page: z.output<typeof waitingInput>) {
  const rows = await listDeferrals(db, page);
  const waiting = rows.map(({ at, until, ...row }) => ({
    ...row,
    since: at.toISOString(),
    next: until === null ? 'enters within seconds' : `enters when "${until}" ends`,
  }));
  return pageOf(waiting, page, ({ id }) => id);
}

interface Which {
  readonly campaignId: string;
  readonly leadId: string;
}

/** Ends the wait of a lead for a campaign. @throws Refusal if it does not wait */
export async function stopWaiting({ db, clock }: Pick<ApiDeps, 'db' | 'clock'>, { name }: Principal, which: Which) {
  const waited = await inTransaction(db, (trx) => cancelDeferral(trx, which, name, clock.now()));
  if (waited)
    return { next: 'stays in its present program, and does not enter the campaign when that ends', undo: 'campaigns.add' };
  throw new Refusal('CONFLICT', 'This lead does not wait for this campaign.', {
    code: 'notWaiting',
    value: which.leadId,
    todo: 'See which leads are waiting (campaigns.waiting).',
  });
}

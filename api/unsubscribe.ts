import { despiteClashes } from '../db/clash.ts';
import { optOut } from '../db/opt-out.ts';
import { touchOfLink } from '../db/touch-of-link.ts';
import type { ApiDeps } from './context.ts';

/** Nobody mails the lead of a touch any more; a touch that is gone has nobody whom we could mail. */
export async function unsubscribe({ db, clock, newId }: ApiDeps, touchKey: string): Promise<void> {
  const touch = await touchOfLink(db, touchKey);
  if (!touch) return;
  const { leadId, content } = touch;
  const how = { leadId, touchKey, content, source: 'unsubscribe' };
  await despiteClashes(() => db.transaction().execute((trx) => optOut(trx, newId, how, clock.now())));
}

import type { SignedLink } from '../../content/link-signer.ts';
import { despiteClashes } from '../../db/clash.ts';
import type { Trx } from '../../db/database.ts';
import { optOut } from '../../services/contact/opt-out.ts';
import { refuseByKey } from '../../services/contact/refuse-by-key.ts';
import { touchOfLink } from '../../db/touches/touch-of-link.ts';
import { matchingAddress } from '../../domain/people/address.ts';
import type { ApiDeps } from '../procedures/context.ts';

/**
 * Unsubscribes the lead of a touch. If the touch is unknown, because Postgres was restored to an earlier moment, the link itself
 * contains the address.
 * @returns false if neither is known
 */
export async function unsubscribe(
  { db, clock, policy, newId, links }: ApiDeps,
  { key, link }: Pick<SignedLink, 'key' | 'link'>,
): Promise<boolean> {
  const touch = await touchOfLink(db, key);
  const address = links.unseal(key, link);
  if (!touch && address === undefined) return false;
  const at = clock.now();
  const write = async (trx: Trx): Promise<void> => {
    if (touch)
      await optOut(
        trx,
        policy,
        newId,
        { leadId: touch.leadId, touchKey: key, content: touch.content, source: 'unsubscribe' },
        at,
      );
    else
      await refuseByKey(trx, policy, newId, [{ channel: 'email', addressedBy: 'email', address: matchingAddress(address!) }], {
        source: 'unsubscribe',
        at,
      });
  };
  await despiteClashes(() => db.transaction().execute(write));
  return true;
}

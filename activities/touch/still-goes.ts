import { touchStillGoes, type CheckedTouch } from '../../db/touches/touch-fence.ts';
import type { AnyTouchOrder } from '../contract.ts';
import type { Deps } from '../deps.ts';
import { isStillTrue } from './still-true.ts';

/** Whether a touch that passed the fence may still be sent; called right before the first byte. */
export const stillGoes = async (
  { db }: Deps,
  { key, leadId, campaignId, program }: AnyTouchOrder,
  checked: Pick<CheckedTouch, 'channel' | 'addressedBy' | 'owner' | 'at' | 'isMarketing' | 'consents'>,
): Promise<boolean> => await isStillTrue(() => touchStillGoes(db, { ...checked, key, leadId, campaignId, program }));

import { touchStillGoes, type CheckedTouch } from '../../db/touches/touch-fence.ts';
import type { TouchOrder } from '../contract.ts';
import type { Deps } from '../deps.ts';
import { isStillTrue } from './still-true.ts';

/** Whether a touch behind the fence may still go out, asked when the mail server waits for the first byte. */
export const stillGoes = async (
  { db }: Deps,
  { key, leadId, program }: TouchOrder,
  checked: Pick<CheckedTouch, 'owner' | 'at' | 'isMarketing' | 'consents'>,
): Promise<boolean> => await isStillTrue(() => touchStillGoes(db, { ...checked, key, leadId, program }));

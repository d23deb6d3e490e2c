import type { Db } from '../../db/database.ts';
import { shared } from '../../db/shared.ts';
import { reserveSlots, type SendRate, type Waits } from '../../db/touches/send-rates.ts';
import { claimTouches, type ClaimedTouch, type TouchClaim } from '../../db/touches/touch-claim.ts';
import { fenceTouches, type TouchFence } from '../../db/touches/touch-fence.ts';
import { settleTouches, type TouchSettlement } from '../../db/touches/touch-settle.ts';

/** How many touches a statement is about at most. */
const TOGETHER = 40;

const ofLead = ({ leadId }: { readonly leadId: string }): string => leadId;

/** The statements of touches. Touches that are under way at the same time share them. */
export type Ledger = ReturnType<typeof createLedger>;

export const createLedger = (db: Db) => ({
  /** Claims a touch of the queue. */
  claim: shared((claims: readonly TouchClaim[]): Promise<ClaimedTouch[]> => claimTouches(db, claims), TOGETHER, ofLead),

  reserve: shared(async (rates: readonly (readonly SendRate[])[]): Promise<{ wait: number; owed: Waits }[]> => {
    const { waits, owed } = await reserveSlots(db, rates);
    return waits.map((wait) => ({ wait, owed }));
  }, TOGETHER),

  fence: shared(
    async (fences: readonly TouchFence[]): Promise<{ hasPassed: boolean; owed: Waits }[]> => {
      const { passed, waits: owed } = await fenceTouches(db, fences);
      return fences.map(({ key }) => ({ hasPassed: passed.includes(key), owed }));
    },
    TOGETHER,
    ofLead,
  ),

  settle: shared(async (settlements: readonly TouchSettlement[]): Promise<boolean[]> => {
    const settled = await settleTouches(db, settlements);
    return settlements.map(({ key }) => settled.includes(key));
  }, TOGETHER),
});

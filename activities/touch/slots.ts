import { BURST_SECONDS, type SendRate, type Waits } from '../../db/touches/send-rates.ts';
import type { Ledger } from './ledger.ts';

/** A message's place in the rates that it must keep. */
interface Slot {
  /** Real seconds until it may go. */
  readonly wait: number;
  /** The rates from which it has taken nothing yet, and takes a token at the fence. */
  readonly rates: readonly SendRate[];
  /** To be called when the message has gone, or will not go. */
  readonly release: () => void;
}

export interface Slots {
  take(rates: readonly SendRate[]): Promise<Slot>;
  /** Remembers which buckets owe tokens. */
  owe(waits: Waits): void;
}

/**
 * Gives messages their slots. While a bucket owes nothing, so few messages that they fit its burst take their tokens at the fence, which
 * saves a round trip. There they don't wait for a token, because a server already waits for them. All others reserve a slot first.
 */
export function createSlots({ reserve }: Pick<Ledger, 'reserve'>): Slots {
  const underWay = new Map<string, number>();
  const owesUntil = new Map<string, number>();
  const fits = ({ bucket, perSecond }: SendRate): boolean =>
    (underWay.get(bucket) ?? 0) < Math.floor(perSecond * BURST_SECONDS) && (owesUntil.get(bucket) ?? 0) <= performance.now();

  const atTheFence = (rates: readonly SendRate[]): Slot => {
    for (const { bucket } of rates) underWay.set(bucket, (underWay.get(bucket) ?? 0) + 1);
    const release = (): void => {
      for (const { bucket } of rates) {
        const others = underWay.get(bucket)! - 1;
        if (others > 0) underWay.set(bucket, others);
        else underWay.delete(bucket);
      }
    };
    return { wait: 0, rates, release };
  };

  const owe = (waits: Waits): void => {
    const now = performance.now();
    for (const [bucket, until] of owesUntil) if (until <= now) owesUntil.delete(bucket);
    for (const [bucket, wait] of Object.entries(waits)) if (wait > 0) owesUntil.set(bucket, now + wait * 1000);
  };

  return {
    owe,
    async take(rates) {
      if (rates.every(fits)) return atTheFence(rates);
      const { wait, owed } = await reserve(rates);
      owe(owed);
      return { wait, rates: [], release: () => {} };
    },
  };
}

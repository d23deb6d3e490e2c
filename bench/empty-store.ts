import type { EmailStore } from '../dev/mail/email-store.ts';

/** Saves no message, because only sending is measured. @param onEmail hears of each as it arrives; at is in real milliseconds */
export function emptyStore(onEmail: (raw: Buffer, at: number) => void = () => {}): EmailStore {
  let count = 0;
  const nothing = (): never => {
    throw new RangeError('this sink saves nothing');
  };
  return {
    get count() {
      return count;
    },
    add(raw, envelope, at) {
      onEmail(raw, at);
      return Promise.resolve({ id: ++count, at, envelope, from: '', to: '', subject: '', messageId: '', size: raw.length });
    },
    after: () => [],
    get: () => undefined,
    raw: nothing,
    onArrival: nothing,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

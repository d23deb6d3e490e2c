/** `address`: nobody is there · `later`: full or busy, it may work again · `ours`: they do not want mail from us (policy, spam). */
export type BounceKind = 'address' | 'later' | 'ours';

/**
 * What the status of a delivery report says (RFC 3463: class.subject.detail). What is not clearly about the address is not
 * held against it.
 */
export const bounceKindOf = (status: string): BounceKind => {
  const [, level, subject, detail] = /^\s*([245])\.(\d{1,3})\.(\d{1,3})/.exec(status) ?? [];
  if (level !== '5') return 'later';
  if (subject === '1') return 'address';
  if (subject === '7') return 'ours';
  // 5.2.1: the mailbox is disabled; 5.2.2: it is full.
  return subject === '2' && detail === '1' ? 'address' : 'later';
};

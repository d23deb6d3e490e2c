import type { SuppressionReason } from './suppression.ts';

/** Whose fault a bounce is, and what it closes. */
export const bounceKinds = {
  address: { label: 'nobody is there', closes: 'bounced' },
  later: { label: 'full or busy; it may work again' },
  ours: { label: 'they do not want mail from us (policy, spam)' },
} as const satisfies Record<string, { label: string; closes?: SuppressionReason }>;

export type BounceKind = keyof typeof bounceKinds;

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

export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

interface Company extends Mailbox {
  /** The domain that our emails are signed for. */
  readonly domain: string;
}

/**
 * Who an email is from. If a rep's address is not in the domain that we sign for, the email shows only the rep's name, and replies go to
 * the rep's address: sent from that address, the email would fail DMARC.
 */
export function fromLine(
  { name, address, domain }: Company,
  rep: { readonly name: string; readonly email: string } | null,
): { readonly from: Mailbox; readonly replyTo?: readonly Mailbox[] } {
  const ours = { name, address };
  if (!rep) return { from: ours };
  const own = { name: rep.name, address: rep.email };
  const ofRep = rep.email.slice(rep.email.lastIndexOf('@') + 1).toLowerCase();
  return ofRep === domain.toLowerCase() ? { from: own } : { from: { ...ours, name: rep.name }, replyTo: [own] };
}

/** The prefix of an address in a report: `rfc822;`, `utf-8;` (RFC 3464, RFC 6533), and others that servers write. */
const addressType = /^\s*(?:rfc ?-?822|rfc2822|utf-?8|smtp|internet|local|unknown|x-\w{1,20}|dns|ex)\s*[;:]\s*/i;
const address = /(?<![^\s<>"'(),;:[\]\\@])[^\s<>"'(),;:[\]\\@]{1,128}@[^\s<>"'(),;:[\]\\@]{1,255}/g;
/** Longer than any field of addresses. */
const LONGEST_FIELD = 20_000;

/**
 * The addresses in a text, in lower case, in every notation of email servers: `rfc822;x`, `<x>`, `x (expanded from y)` (only the
 * first counts), `utf-8;\x{E4}…` (RFC 6533), `x+40y` (xtext, RFC 3461).
 */
export function addressesIn(text = ''): string[] {
  const decoded = decodedAddress(text.slice(0, LONGEST_FIELD).replace(addressType, ''));
  const plain = decoded.replaceAll(/\([^()]{0,500}\)/g, ' ');
  return (plain.match(address) ?? []).map((one) => one.replace(/(?<![.!?])[.!?]+$/, '').toLowerCase());
}

function decodedAddress(text: string): string {
  const unescaped = text.replaceAll(/\\x\{([0-9a-f]{2,6})\}/gi, (_, hex: string) => characterOf(Number.parseInt(hex, 16)));
  if (unescaped.includes('@')) return unescaped;
  return unescaped.replaceAll(/\+([0-9A-F]{2})/g, (_, hex: string) => characterOf(Number.parseInt(hex, 16)));
}

const characterOf = (code: number): string => (code <= 0x10_ff_ff ? String.fromCodePoint(code) : '');

/** The message ids in a text: `<x@y>`. */
export const messageIdsIn = (text = ''): string[] => text.slice(0, LONGEST_FIELD).match(/<[^<>\s]{1,500}>/g) ?? [];

/**
 * A fraction in [0, 1) that is always the same for the same text and spread evenly over different ones:
 * FNV-1a (32 bit, http://www.isthe.com/chongo/tech/comp/fnv/), and MurmurHash3's last step, because FNV alone
 * leaves the high bits of short texts nearly equal. For arms of experiments and jitter, never for secrets.
 */
export const stickyFraction = (text: string): number => hash32(text) / 2 ** 32;

/** A short text that is the same for the same input. It tells requests apart, but is neither secret nor proof. */
export const hashed = (text: string): string => hash32(text).toString(36) + hash32(`${text}#`).toString(36);

function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    // Both bytes of each UTF-16 unit, so that texts that differ only in high bytes have different hashes.
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

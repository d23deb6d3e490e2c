/** Why a secret that signs links is too weak, in words; undefined if it is strong enough. */
export function weaknessOf(secret: string): string | undefined {
  if (secret.length < SHORTEST_SECRET) return `has ${secret.length} characters, and needs at least ${SHORTEST_SECRET}`;
  if (new Set(secret).size < FEWEST_DIFFERENT || repeatsAfter(secret) < SHORTEST_SECRET / 2)
    return 'repeats itself, and can be guessed';
  return undefined;
}

/** Characters. */
export const SHORTEST_SECRET = 32;
/** 32 random hexadecimal digits have fewer different ones only once in millions. */
const FEWEST_DIFFERENT = 8;

/** The number of characters after which a text repeats: 3 for `abcabcab`, its length if it never does. */
function repeatsAfter(text: string): number {
  for (let step = 1; step < text.length; step++) if (text.startsWith(text.slice(step))) return step;
  return text.length;
}

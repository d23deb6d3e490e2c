/** What is wrong with a secret that signs links, in words; undefined for a good one. */
export function weaknessOf(secret: string): string | undefined {
  if (secret.length < SHORTEST_SECRET) return `has ${secret.length} characters, and needs at least ${SHORTEST_SECRET}`;
  if (new Set(secret).size < FEWEST_DIFFERENT || repeatsAfter(secret) < SHORTEST_SECRET / 2)
    return 'repeats itself, and can be guessed';
  return undefined;
}

/** Characters. */
export const SHORTEST_SECRET = 32;
/** 32 random hexadecimal digits have fewer different ones once in some millions. */
const FEWEST_DIFFERENT = 8;

/** After how many characters a text begins anew: 3 for `abcabcab`, its length for one that never does. */
function repeatsAfter(text: string): number {
  for (let step = 1; step < text.length; step++) if (text.startsWith(text.slice(step))) return step;
  return text.length;
}

import { z } from 'zod';

/** A URL with one of some schemes. What is said of a wrong one shows no password. */
export const url = (protocols: readonly string[], example: string) =>
  z.string().refine((text) => faultOfUrl(protocols, text) === undefined, {
    error: ({ input }) => `${faultOfUrl(protocols, String(input)) ?? ''} Example: ${example}`,
  });

/** What is wrong with a URL. Of its text only the scheme is told: anywhere else a password may stand, the more so where it can't be read. */
export function faultOfUrl(protocols: readonly string[], text: string): string | undefined {
  const expected = `expected ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`;
  const scheme = /^[a-z][a-z0-9+.-]{0,30}(?=:\/\/)/i.exec(text)?.[0];
  if (scheme === undefined) return `${expected}, got no URL.`;
  if (!protocols.includes(scheme)) return `${expected}, got ${scheme}://.`;
  if (URL.canParse(text)) return undefined;
  return 'can’t be read as a URL; / # ? in a password are written as %2F %23 %3F.';
}

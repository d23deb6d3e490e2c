import { z } from 'zod';

/** A URL with one of the given schemes. The error for a wrong URL never contains its password. */
export const url = (protocols: readonly string[], example: string) =>
  z.string().refine((text) => faultOfUrl(protocols, text) === undefined, {
    error: ({ input }) => `${faultOfUrl(protocols, String(input)) ?? ''} Example: ${example}`,
  });

/** What is wrong with a URL. The answer quotes only the scheme, because any other part may contain a password. */
export function faultOfUrl(protocols: readonly string[], text: string): string | undefined {
  const expected = `expected ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`;
  const scheme = /^[a-z][a-z0-9+.-]{0,30}(?=:\/\/)/i.exec(text)?.[0];
  if (scheme === undefined) return `${expected}, got something that is not a URL.`;
  if (!protocols.includes(scheme)) return `${expected}, got ${scheme}://.`;
  if (URL.canParse(text)) return undefined;
  return 'can’t be read as a URL; / # ? in a password are written as %2F %23 %3F.';
}

import { z } from 'zod';
import { SHORTEST_SECRET, weaknessOf } from '../domain/text/secret-strength.ts';

/**
 * The secrets for signed links, separated by commas: the first signs, all verify. The whole text verifies, too, because before lists
 * existed it was a single secret. Text that can't be a list is a single secret.
 */
export const secrets = z
  .string()
  .transform((text) => {
    const parts = text.split(',').map((part) => part.trim());
    const isList = parts.length > 1 && parts.some((part) => part.length >= SHORTEST_SECRET);
    return isList ? [...parts, text] : [text];
  })
  .superRefine((all, context) => {
    for (const [n, secret] of all.entries()) {
      const weakness = weaknessOf(secret);
      const which = all.length === 1 ? '' : `number ${n + 1} of the list `;
      if (weakness) context.addIssue({ code: 'custom', message: `${which}${weakness}. ${REMEDY}` });
    }
  });

const REMEDY =
  'Generate one: openssl rand -hex 32. If emails have gone out, put it before the old secret (NEW,OLD), or their links stop working.';

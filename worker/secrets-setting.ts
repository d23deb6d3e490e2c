import { z } from 'zod';
import { SHORTEST_SECRET, weaknessOf } from '../domain/text/secret-strength.ts';

/**
 * The secrets that sign links, separated by commas: the first one signs, all of them verify. The whole text verifies, too: it was
 * one secret before there were lists. One that is no list in any way is still one secret.
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
  'Make one: openssl rand -hex 32. If emails are out already, put it before the old one (NEW,OLD), or their links end.';

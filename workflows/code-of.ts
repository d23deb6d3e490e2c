import { codeWord } from '../domain/text/bare-error.ts';

/** How many causes to follow to the root: an error may be its own cause. */
const DEEPEST = 20;

/** The code of a failure's root cause, whatever was thrown. It is not the message, which may hold personal data. */
export function codeOf(thrown: unknown): string {
  let root = thrown;
  for (let depth = 0; depth < DEEPEST && causeOf(root) != null; depth++) root = causeOf(root);
  const { type, name } = Object(root) as { type?: unknown; name?: unknown };
  return codeWord(type) ?? codeWord(name) ?? 'unknown';
}

const causeOf = (thrown: unknown): unknown => (Object(thrown) as { cause?: unknown }).cause;

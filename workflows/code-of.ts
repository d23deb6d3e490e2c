import { codeWord } from '../domain/text/bare-error.ts';

/** How many causes are looked through for the root; an error may be its own cause. */
const DEEPEST = 20;

/** What a failure is called, at its root. Its message could hold something personal. Whatever was thrown has a code. */
export const codeOf = (thrown: unknown): string => {
  let root = thrown;
  for (let depth = 0; depth < DEEPEST && causeOf(root) != null; depth++) root = causeOf(root);
  const { type, name } = Object(root) as { type?: unknown; name?: unknown };
  return codeWord(type) ?? codeWord(name) ?? 'unknown';
};

const causeOf = (thrown: unknown): unknown => (Object(thrown) as { cause?: unknown }).cause;

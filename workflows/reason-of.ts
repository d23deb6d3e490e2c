import { codeWord } from '../domain/text/bare-error.ts';
import { programIn } from '../domain/text/place-in.ts';
import { NeverWaits } from './never-waits.ts';

/** How many causes to follow to the root: an error may be its own cause. */
const DEEPEST = 20;

/**
 * What is said of a failure, whatever was thrown: the code of its root cause, and where it happened. Its message is left out, because it
 * may hold personal data.
 * @param step the verb that was begun last; named when the trace of the error leads to no program, as that of a failed activity
 * @returns such as `INVALID_DURATION at programs/webinar.ts:31`, or `TEAM_UNKNOWN at step 2, notify callers`
 */
export function reasonOf(thrown: unknown, step: string | undefined): string {
  const chain = withCauses(thrown);
  const place =
    chain.map(({ stack }) => (typeof stack === 'string' ? programIn(stack) : null)).find((found) => found !== null) ?? step;
  const what = thrown instanceof NeverWaits ? thrown.message : codeOf(chain[0] ?? {});
  return place === undefined ? what : `${what} at ${place}`;
}

interface Thrown {
  readonly code?: unknown;
  readonly type?: unknown;
  readonly name?: unknown;
  readonly stack?: unknown;
  readonly cause?: unknown;
}

/** What was thrown and its causes, the root first. */
function withCauses(thrown: unknown): readonly Thrown[] {
  const chain = [Object(thrown) as Thrown];
  while (chain.length < DEEPEST && chain[0]?.cause != null) chain.unshift(Object(chain[0].cause) as Thrown);
  return chain;
}

/** Trellis' errors have a code, the failure of an activity has it as its type, and any other error has a name. */
const codeOf = ({ code, type, name }: Thrown): string => codeWord(code) ?? codeWord(type) ?? codeWord(name) ?? 'unknown';

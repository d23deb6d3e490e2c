/**
 * The innermost place of a stack trace in a program: a file and a line, which are not personal data.
 * @returns such as `programs/webinar.ts:31`; null if the trace names no program
 */
export const programIn = (stackTrace: string): string | null => /programs\/[\w./-]+\.[jt]s:\d+/.exec(stackTrace)?.[0] ?? null;

/** The innermost place in a program, otherwise in the code that runs it. */
export const placeIn = (stackTrace: string): string | null =>
  programIn(stackTrace) ?? /workflows\/[\w./-]+\.[jt]s:\d+/.exec(stackTrace)?.[0] ?? null;

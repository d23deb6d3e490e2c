/**
 * The innermost place of a stack trace in a program, otherwise in the workflow code: a file and a line, which are not personal data.
 * @returns such as `programs/webinar.ts:31`; null if the trace names neither
 */
export const placeIn = (stackTrace: string): string | null =>
  (/programs\/[\w./-]+\.[jt]s:\d+/.exec(stackTrace) ?? /workflows\/[\w./-]+\.[jt]s:\d+/.exec(stackTrace))?.[0] ?? null;

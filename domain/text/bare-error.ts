/** What of an error may stand in a log or a history: no message and no detail, because both may quote a person's data. */
export interface BareError {
  readonly code: string;
  /** Where it was thrown, the innermost place first. */
  readonly where: readonly string[];
}

/** An error without the words that others put into it: its code, else its name, and where it was thrown. */
export const bareError = (error: unknown): BareError => {
  if (!(error instanceof Error)) return { code: 'failed', where: [] };
  const { code } = error as Error & { readonly code?: unknown };
  return { code: codeWord(code) ?? codeWord(error.name) ?? 'failed', where: placesOf(error) };
};

/** A code, if it looks like one: a text from outside could stand there too. */
export const codeWord = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\w.-]{1,64}$/.test(value) ? value : undefined;

/** The stack without the message in front of it; of what libraries do, only where it begins. */
const placesOf = ({ stack = '', message }: Error): string[] =>
  stack
    .replace(message, '')
    .split('\n')
    .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
    .filter((line, n) => n === 0 || !/node_modules|node:internal/.test(line))
    .slice(0, 5)
    .map((line) => line.trim());

/** The parts of an error that are safe in a log or a history: not its message or details, which may quote personal data. */
export interface BareError {
  readonly code: string;
  /** Where it was thrown, innermost place first. */
  readonly where: readonly string[];
}

/** Reduces an error to its code, or else its name, and the places where it was thrown. */
export function bareError(error: unknown): BareError {
  if (!(error instanceof Error)) return { code: 'failed', where: [] };
  const { code } = error as Error & { readonly code?: unknown };
  return { code: codeWord(code) ?? codeWord(error.name) ?? 'failed', where: placesOf(error) };
}

/** The value if it looks like a code: it may be any text from outside. */
export const codeWord = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\w.-]{1,64}$/.test(value) ? value : undefined;

/** The stack without its message, and without the frames of libraries except the innermost one. */
const placesOf = ({ stack = '', message }: Error): string[] =>
  stack
    .replace(message, '')
    .split('\n')
    .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
    .filter((line, n) => n === 0 || !/node_modules|node:internal/.test(line))
    .slice(0, 5)
    .map((line) => line.trim());

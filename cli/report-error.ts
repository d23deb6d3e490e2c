/**
 * Tells on standard error what went wrong: code and sentence for an error that carries a code, since it says what to do;
 * everything with its stack for one that nobody expected.
 * @returns the exit code
 */
export function reportError(error: unknown): number {
  for (const one of error instanceof AggregateError ? (error.errors as unknown[]) : [error]) {
    console.error(codeOf(one) === undefined ? one : `${codeOf(one)}: ${(one as Error).message}`);
  }
  return 1;
}

/** Codes of Node's own that begin with `ERR_` tell of a mistake in a program, and then the stack is wanted. */
const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && !error.code.startsWith('ERR_')
    ? error.code
    : undefined;

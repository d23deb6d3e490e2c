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
const codeOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code.startsWith('ERR_') ? undefined : error.code;
  return refusalCodeOf(error);
};

/** What the API refused: its answer carries a code and a sentence. That of an error of its own says where to look. */
const refusalCodeOf = (error: Error): string | undefined => {
  const { reason, code } =
    (('data' in error ? error.data : undefined) as { reason?: { code?: unknown }; code?: unknown } | undefined) ?? {};
  const told = reason?.code ?? code;
  return error.name === 'TRPCClientError' && typeof told === 'string' ? told : undefined;
};

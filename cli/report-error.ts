import { bareError } from '../domain/text/bare-error.ts';

/** What a script may want to tell apart; everything else is 1. */
const exitCodes: ReadonlyMap<string, number> = new Map([
  ['apiRefused', 3],
  ['unreachable', 4],
]);

/**
 * Tells on standard error what went wrong: code and sentence for an error that carries a code, since it says what to do; code
 * and place for one that nobody expected, whose words may hold a person's data or a password.
 * @returns the exit code
 */
export function reportError(error: unknown): number {
  const errors = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  for (const one of errors) {
    const code = codeOf(one);
    console.error(code === undefined ? placesOf(one) : `${code}: ${(one as Error).message}`);
  }
  return exitCodes.get(codeOf(errors[0]) ?? '') ?? 1;
}

const placesOf = (error: unknown): string => {
  const { code, where } = bareError(error);
  return [`${code}: an error that Trellis does not know, at`, ...where].join('\n    ');
};

/**
 * Codes of Node's own that begin with `ERR_` tell of a mistake in a program; those of Postgres for a value (SQLSTATE 22 and 23)
 * quote it, and what a function raises (P0) may say anything.
 */
const codeOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string')
    return /^(ERR_|(2[23]|P0)\w{3}$)/.test(error.code) ? undefined : error.code;
  return refusalCodeOf(error);
};

/** What the API refused: its answer carries a code and a sentence. That of an error of its own says where to look. */
const refusalCodeOf = (error: Error): string | undefined => {
  const { reason, code } =
    (('data' in error ? error.data : undefined) as { reason?: { code?: unknown }; code?: unknown } | undefined) ?? {};
  const told = reason?.code ?? code;
  return error.name === 'TRPCClientError' && typeof told === 'string' ? told : undefined;
};

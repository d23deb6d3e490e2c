import { bareError } from '../domain/text/bare-error.ts';

/** Exit codes that scripts can distinguish; every other error is 1. */
const exitCodes: ReadonlyMap<string, number> = new Map([
  ['apiRefused', 3],
  ['unreachable', 4],
]);

/**
 * Prints an error on standard error: code and message for an error with a code of ours, because its message says what to do; code and
 * place for an unexpected error, because its message may contain personal data or a password.
 * @returns the exit code
 */
export function reportError(error: unknown): number {
  const errors = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  for (const each of errors) {
    const code = codeOf(each);
    console.error(code === undefined ? placesOf(each) : `${code}: ${(each as Error).message}`);
  }
  return exitCodes.get(codeOf(errors[0]) ?? '') ?? 1;
}

function placesOf(error: unknown): string {
  const { code, where } = bareError(error);
  return [`${code}: an unexpected error, at`, ...where].join('\n    ');
}

/**
 * Excluded: Node's `ERR_` codes, which mean a bug; Postgres' errors about values (SQLSTATE 22 and 23), which quote the value; and errors
 * raised by functions (P0), which may say anything.
 */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string')
    return /^(ERR_|(2[23]|P0)\w{3}$)/.test(error.code) ? undefined : error.code;
  return refusalCodeOf(error);
}

/** The code of an API refusal, or of the API's own error. */
function refusalCodeOf(error: Error): string | undefined {
  const { code } = (('data' in error ? error.data : undefined) as { code?: unknown } | undefined) ?? {};
  return error.name === 'TRPCClientError' && typeof code === 'string' ? code : undefined;
}

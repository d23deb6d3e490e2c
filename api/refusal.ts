import { TRPCError } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server';
import { ContentError } from '../content/errors.ts';
import { isClash } from '../db/clash.ts';
import { DomainError } from '../domain/domain-error.ts';

/** Why a request is not done: a code for programs, the value that is at fault, and a sentence that says what to do. */
export interface RefusalData {
  readonly code: string;
  readonly value?: unknown;
  readonly todo?: string;
}

/** What a caller is told; the message says what is wrong and what to do about it. */
export class Refusal extends TRPCError {
  readonly data: RefusalData;
  constructor(status: TRPC_ERROR_CODE_KEY, message: string, data: RefusalData) {
    super({ code: status, message: data.todo ? `${message} ${data.todo}` : message });
    this.data = data;
  }
}

export const notFound = (what: string, id: string): Refusal =>
  new Refusal('NOT_FOUND', `There is no ${what} ${id}.`, { code: `${what}Unknown`, value: id });

export const badRequest = (code: string, message: string, value?: unknown, todo?: string): Refusal =>
  new Refusal('BAD_REQUEST', message, { code, ...(value !== undefined && { value }), ...(todo && { todo }) });

/** An error that says what the caller did wrong becomes an answer; anything else stays what it is. */
export function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof DomainError) return badRequest(error.code, `${error.message}.`, error.value);
  if (error instanceof ContentError) return badRequest(error.code, error.message);
  const code = (error as { code?: unknown } | undefined)?.code;
  // Class 22: a value that its type cannot hold, such as a text with a NUL.
  if (typeof code === 'string' && /^22\w{3}$/.test(code))
    return badRequest(
      'valueUnusable',
      'The request holds a value that cannot be saved.',
      (error as Error).message,
      'Leave out characters that nobody sees, and numbers that are too large.',
    );
  if (isClash(error))
    return new Refusal('CONFLICT', 'Somebody changed the same thing at the same moment.', {
      code: 'concurrentChange',
      todo: 'Try again.',
    });
  return undefined;
}

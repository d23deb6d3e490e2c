import { TRPCError } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server';
import { ContentError } from '../../content/errors.ts';
import { isOutage, outageLabel } from '../../db/outage.ts';
import { DomainError } from '../../domain/text/domain-error.ts';

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

/** What Postgres says of a value (SQLSTATE), and what the caller can do about it. Nothing of the transaction was kept. */
const saidByPostgres: readonly (readonly [code: RegExp, refusal: (message: string) => Refusal])[] = [
  [
    // A value that its type cannot hold, such as a text with a NUL; one that is too long for an index.
    /^(22|54)\w{3}$/,
    (message) =>
      badRequest(
        'valueUnusable',
        'The request holds a value that cannot be saved.',
        message,
        'Leave out characters that nobody sees, numbers that are too large, and texts that are too long.',
      ),
  ],
  [
    /^23503$/,
    () =>
      new Refusal('CONFLICT', 'The request names something that there is not, or not any more.', {
        code: 'referenceUnknown',
        todo: 'Load again what you refer to.',
      }),
  ],
  [
    /^23505$/,
    () =>
      new Refusal('CONFLICT', 'Somebody has just saved the same.', {
        code: 'concurrentChange',
        todo: 'Load it again: it may be there already. If it is not, repeat the request.',
      }),
  ],
  [
    // A deadlock, a serialisation failure.
    /^(40P01|40001)$/,
    () =>
      new Refusal('CONFLICT', 'Somebody changed the same thing at the same moment.', {
        code: 'concurrentChange',
        todo: 'Try again.',
      }),
  ],
];

/** Real seconds after which a caller may ask again. */
export const COME_BACK_AFTER = 30;

/** Postgres is away, or takes nothing now: nothing was saved, and nothing is wrong with the request. */
const databaseAway = (error: unknown): Refusal =>
  new Refusal('SERVICE_UNAVAILABLE', `${outageLabel(error)}: nothing was saved.`, {
    code: 'databaseAway',
    todo: `Try again in ${COME_BACK_AFTER} seconds.`,
  });

/** An error that says what the caller did wrong becomes an answer; anything else stays what it is. */
export function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof DomainError) return badRequest(error.code, `${error.message}.`, error.value);
  if (error instanceof ContentError) return badRequest(error.code, error.message);
  if (isOutage(error)) return databaseAway(error);
  const { code, message = '' } = (error ?? {}) as { code?: unknown; message?: string };
  if (typeof code !== 'string') return undefined;
  const [, refusal] = saidByPostgres.find(([pattern]) => pattern.test(code)) ?? [];
  return refusal?.(message);
}

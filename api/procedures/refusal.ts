import { TRPCError } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server';
import { ContentError } from '../../content/errors.ts';
import { isOutage, outageLabel } from '../../db/outage.ts';
import { DomainError } from '../../domain/text/domain-error.ts';

/** Why a request is refused: a code for programs, the offending value, and what to do. */
export interface RefusalData {
  readonly code: string;
  readonly value?: unknown;
  readonly todo?: string;
}

/** The answer to a refused request. The message says what is wrong and what to do. */
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
  new Refusal('BAD_REQUEST', message, { code, value, todo });

/** Errors of Postgres about a value (SQLSTATE), and what the caller can do. The transaction was rolled back. */
const saidByPostgres: readonly (readonly [code: RegExp, refusal: (message: string) => Refusal])[] = [
  [
    // A value that its type can't hold, such as a text with a NUL, or one that is too long for an index.
    /^(22|54)\w{3}$/,
    (message) =>
      badRequest(
        'valueUnusable',
        'The request contains a value that can’t be saved.',
        message,
        'Leave out invisible characters, numbers that are too large, and texts that are too long.',
      ),
  ],
  [
    // The statement was cancelled: it took longer than it may.
    /^57014$/,
    () =>
      badRequest('tooSlow', 'Looking for these leads takes too long.', undefined, 'Ask for fewer things, or for a shorter time.'),
  ],
  [
    /^23503$/,
    () =>
      new Refusal('CONFLICT', 'The request names something that does not exist, or no longer exists.', {
        code: 'referenceUnknown',
        todo: 'Reload what you refer to.',
      }),
  ],
  [
    /^23505$/,
    () =>
      new Refusal('CONFLICT', 'Someone has just saved the same.', {
        code: 'concurrentChange',
        todo: 'Reload it: it may already exist. If it does not, repeat the request.',
      }),
  ],
  [
    // A deadlock or a serialisation failure.
    /^(40P01|40001)$/,
    () =>
      new Refusal('CONFLICT', 'Someone changed the same thing at the same moment.', {
        code: 'concurrentChange',
        todo: 'Try again.',
      }),
  ],
];

/** Real seconds after which a caller may try again. */
export const COME_BACK_AFTER = 30;

/** Postgres is unavailable or accepts no writes: nothing was saved, and nothing is wrong with the request. */
const databaseAway = (error: unknown): Refusal =>
  new Refusal('SERVICE_UNAVAILABLE', `${outageLabel(error)}: nothing was saved.`, {
    code: 'databaseAway',
    todo: `Try again in ${COME_BACK_AFTER} seconds.`,
  });

/** Turns an error that is the caller's fault into a refusal; undefined for any other error. */
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

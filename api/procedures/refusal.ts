import { TRPCError } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server';
import { ContentError, ContentMissing } from '../../content/errors.ts';
import { isOutage, outageLabel } from '../../db/outage.ts';
import { ZodError } from 'zod';
import { nearest } from '../../domain/text/did-you-mean.ts';
import { faultsOf, placesOf, type Sent } from './invalid-input.ts';
import { DomainError } from '../../domain/text/domain-error.ts';
import { procedureMeant } from './procedure-meant.ts';

/** A code: one camelCase word, such as `leadUnknown`. The compiler refuses `LeadUnknown` and `LEAD_UNKNOWN`. */
export type Code = Uncapitalize<string>;

/** Why a request is refused. Every door answers with this: procedures, routes and the REST paths. */
export interface Refused {
  readonly code: Code;
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** The part of the input that is wrong: `details.at`. */
  readonly field?: string;
  /** What the field takes: `one of inquiry, mql`. */
  readonly expected?: string;
  /** What to do, as a sentence. */
  readonly todo?: string;
  /** The name that was probably meant. */
  readonly didYouMean?: string;
  /** The offending value. */
  readonly value?: unknown;
}

/** The answer to a refused request. The message of the error also says what to do. */
export class Refusal extends TRPCError {
  readonly data: Refused;
  constructor(status: TRPC_ERROR_CODE_KEY, message: string, data: Omit<Refused, 'message'>) {
    super({ code: status, message: inFull({ ...data, message }) });
    this.data = { ...data, message };
  }
}

/** A refusal in one paragraph. */
const inFull = ({ message, didYouMean, todo }: Refused): string =>
  [message, didYouMean && `Did you mean "${didYouMean}"?`, todo].filter(Boolean).join(' ');

/** The same refusal, with the field of the input that holds its value, if there is exactly one. */
export function withField(refusal: Refusal, input: unknown): Refusal {
  const { value, field } = refusal.data;
  const [place, ...others] = field === undefined && value !== undefined ? placesOf(value, input) : [];
  if (place === undefined || others.length > 0) return refusal;
  const { message, ...data } = refusal.data;
  return new Refusal(refusal.code, message, { ...data, field: place });
}

const unknown = (what: Code): Code => `${what}Unknown` as Code;

export const notFound = (what: Code, id: string): Refusal =>
  new Refusal('NOT_FOUND', `There is no ${what} ${id}.`, { code: unknown(what), value: id });

export const badRequest = (code: Code, message: string, value?: unknown, todo?: string): Refusal =>
  new Refusal('BAD_REQUEST', message, { code, value, todo });

/** The refusal of a correction that corrects nothing. @param such the names of fields, as examples */
export const nothingToChange = (such: string): Refusal =>
  new Refusal('BAD_REQUEST', 'The request changes nothing.', {
    code: 'nothingToChange',
    expected: `at least one value, such as ${such}`,
    todo: 'Give the fields that are wrong, with their right values.',
  });

interface Naming {
  /** By default `BAD_REQUEST`; `NOT_FOUND` for a name in a URL. */
  readonly status?: TRPC_ERROR_CODE_KEY;
  /** The field of the input; by default `what`. */
  readonly field?: string;
  /** What to do if no known name is similar; by default, it lists them. */
  readonly todo?: string;
}

/** The refusal of a name that is not one of the known: it suggests the most similar one. */
export function unknownName(
  what: Code,
  name: string,
  known: readonly string[],
  { field = what, todo, status = 'BAD_REQUEST' }: Naming = {},
): Refusal {
  const list = known.join(', ');
  return new Refusal(status, `There is no ${what} "${name}".`, {
    code: unknown(what),
    field,
    expected: known.length > 0 ? `one of ${list}` : undefined,
    value: name,
    todo: todo ?? (known.length > 0 ? `There are ${list}.` : 'There are none.'),
    didYouMean: nearest(name, known),
  });
}

/** The refusal of a procedure that does not exist: it lists those about the same thing, and suggests the one that was meant. */
export function procedureUnknown(name: string, known: readonly string[]): Refusal {
  const [noun = ''] = name.split('.');
  const near = known.filter((one) => one.startsWith(`${noun}.`));
  return new Refusal('NOT_FOUND', `There is no procedure "${name}".`, {
    code: 'procedureUnknown',
    field: 'procedure',
    expected: near.length > 0 ? `one of ${near.join(', ')}` : undefined,
    value: name,
    todo: 'GET /openapi.json lists all procedures.',
    didYouMean: procedureMeant(name, known),
  });
}

/** The refusal of an input by its schema: it names all the faults, and describes the first one. */
function invalidInput(error: ZodError, sent?: Sent): Refusal {
  const faults = faultsOf(error, sent);
  const message = [...new Set(faults.map((fault) => fault.message))].join('\n');
  return new Refusal('BAD_REQUEST', message, { ...faults[0], code: 'invalidInput' });
}

/** Our own error. @param id the number of its line in the log */
export const unexpected = (id: string): Refusal =>
  new Refusal('INTERNAL_SERVER_ERROR', 'Something went wrong on our side.', {
    code: 'unexpected',
    value: id,
    todo: `Nothing is wrong with the request. Try again; if it fails again, give the number ${id} to your operator.`,
  });

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
        'Remove invisible characters, and check for numbers that are too large and texts that are too long.',
      ),
  ],
  [
    // The statement was cancelled: it took longer than it may.
    /^57014$/,
    () =>
      badRequest(
        'tooSlow',
        'The search for these leads takes too long.',
        undefined,
        'Use fewer conditions, or a shorter time span.',
      ),
  ],
  [
    /^23503$/,
    () =>
      new Refusal('CONFLICT', 'The request names something that does not exist, or no longer exists.', {
        code: 'referenceUnknown',
        todo: 'Reload the data.',
      }),
  ],
  [
    /^23505$/,
    () =>
      new Refusal('CONFLICT', 'Someone has just saved the same thing.', {
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

/** Postgres is unavailable or accepts no writes, and nothing is wrong with the request. */
export const databaseAway = (error: unknown, saved = 'nothing was saved'): Refusal =>
  new Refusal('SERVICE_UNAVAILABLE', `${outageLabel(error)}: ${saved}.`, {
    code: 'databaseAway',
    todo: `Try again in ${COME_BACK_AFTER} seconds.`,
  });

/** `INVALID_ZONE` as `invalidZone`. */
export const camelCase = (code: string): Code =>
  code.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) as Code;

/**
 * Turns an error that is the caller's fault into a refusal; undefined for any other error.
 * @param sent what the caller sent, to say what is missing and what was meant
 */
export function asRefusal(error: unknown, sent?: Sent): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof ZodError) return invalidInput(error, sent);
  if (error instanceof DomainError) return badRequest(camelCase(error.code), `${error.message}.`, error.value);
  if (error instanceof ContentMissing)
    return new Refusal('BAD_REQUEST', `There is no content "${error.id}".`, {
      code: 'contentMissing',
      value: error.id,
      didYouMean: error.near,
      todo: 'Contents are the files of the app in emails, and in the folders of its channels.',
    });
  if (error instanceof ContentError) return badRequest(error.code as Code, error.message);
  if (isOutage(error)) return databaseAway(error);
  const { code, message = '' } = (error ?? {}) as { code?: unknown; message?: string };
  if (typeof code !== 'string') return undefined;
  const [, refusal] = saidByPostgres.find(([pattern]) => pattern.test(code)) ?? [];
  return refusal?.(message);
}

import { TRPCError } from '@trpc/server';
import { v7 as uuid } from 'uuid';
import { ZodError } from 'zod';
import type { Principal } from '../../db/system/api-keys.ts';
import { beginAct, endAct } from '../../db/system/audit.ts';
import { bareError } from '../../domain/text/bare-error.ts';
import type { ApiDeps } from './context.ts';
import { isId } from './redact.ts';
import { asRefusal } from './refusal.ts';

/** What the caller asks for. */
interface Request {
  /** A procedure, or a route. */
  readonly action: string;
  /** Its input, as far as it may be saved. */
  readonly given: unknown;
}

type Result = { readonly ok: true; readonly data?: unknown } | { readonly ok: false; readonly error: Error };

/** Records who asks for a mutation before it runs, and its result afterwards. */
export async function audited<R extends Result>(
  { db, clock, log }: Pick<ApiDeps, 'db' | 'clock' | 'log'>,
  principal: Principal,
  { action, given }: Request,
  run: () => Promise<R>,
): Promise<R> {
  const id = uuid();
  const who = { keyId: principal.id, principal: principal.name };
  await beginAct(db, { id, at: clock.now(), ...who, action, subjects: idsIn(given), detail: { input: given } });
  const result = await run();
  // The caller gets the answer even if this can't be saved; the record then lacks its end.
  await endAct(db, id, endingOf(result)).catch((error: unknown) =>
    log.error({ error: bareError(error), act: id }, 'The result of a mutation could not be saved.'),
  );
  return result;
}

/** The same for a route, whose refusals are thrown. */
export async function auditedRoute<T>(
  deps: Parameters<typeof audited>[0],
  principal: Principal,
  request: Request,
  run: () => Promise<T>,
): Promise<T> {
  const result = await audited(deps, principal, request, () =>
    run().then(
      (data) => ({ ok: true, data }) as const,
      (error: Error) => ({ ok: false, error }) as const,
    ),
  );
  if (!result.ok) throw result.error;
  return result.data;
}

function endingOf(result: Result) {
  if (result.ok) {
    const answer = factsOf(result.data);
    return { outcome: 'done', subjects: idsIn(answer), detail: { answer } } as const;
  }
  const refusal = asRefusal(result.error) ?? asRefusal(result.error.cause);
  const isOurFault = refusal === undefined && !isInvalid(result.error);
  const code = refusal?.data.code ?? (isOurFault ? bareError(result.error.cause ?? result.error).code : 'invalidInput');
  return { outcome: isOurFault || code === 'unexpected' ? 'failed' : 'refused', subjects: [], detail: { code } } as const;
}

/** Whether its schema refused the input, in tRPC or in a route. */
const isInvalid = (error: Error): boolean =>
  error instanceof ZodError || (error instanceof TRPCError && error.code !== 'INTERNAL_SERVER_ERROR');

/** The ids, numbers and booleans at the top level of an answer. */
const factsOf = (answer: unknown): Readonly<Record<string, unknown>> =>
  typeof answer === 'object' && answer !== null && !Array.isArray(answer)
    ? Object.fromEntries(Object.entries(answer).filter(([, one]) => isId(one) || ['number', 'boolean'].includes(typeof one)))
    : {};

/** Every id in a value, at any depth. */
function idsIn(value: unknown): readonly string[] {
  if (isId(value)) return [value.replace(/^[^/]+/, (id) => id.toLowerCase())];
  return typeof value === 'object' && value !== null ? [...new Set(Object.values(value).flatMap(idsIn))] : [];
}

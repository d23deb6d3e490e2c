import { initTRPC, TRPCError } from '@trpc/server';
import { z, ZodError } from 'zod';
import type { ApiRole } from '../../db/columns.ts';
import { bareError } from '../../domain/text/bare-error.ts';
import { audited } from './audited.ts';
import { authorise } from './auth.ts';
import type { Context } from './context.ts';
import { idempotent } from './idempotent.ts';
import { idInput, leadRef } from './instant-input.ts';
import { mustBeKnown } from './known-things.ts';
import { mustNameReps, withRepIds } from './rep-refs.ts';
import { redacted } from './redact.ts';
import { asRefusal, camelCase, notFound, procedureUnknown, Refusal, unexpected, withField } from './refusal.ts';
import { mustChangeLead, mustWorkOn, recordLeadRead } from './rights.ts';
import { mustBeShallow } from './values.ts';
import { leadIdOf } from './lead-id.ts';

export interface Meta {
  /** Who may call it, in addition to admins. */
  readonly roles: readonly ApiRole[];
}

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    // Otherwise answers would contain stack traces wherever NODE_ENV is not set.
    isDev: false,
    // Proxies close silent connections, often after a minute.
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
    errorFormatter({ shape, error, path, ctx }) {
      const refusal = error instanceof Refusal ? error : (asRefusal(error.cause) ?? refusedCall(error, path, ctx));
      const { httpStatus } = shape.data;
      return { ...shape, message: refusal.message, data: { ...refusal.data, httpStatus, path } };
    },
  });

/** The refusal of a call that reached no procedure: an unknown name, a GET of a mutation, an input that is not JSON. */
function refusedCall({ code, message }: TRPCError, path = '', ctx?: Context): Refusal {
  if (code === 'NOT_FOUND') return procedureUnknown(path, ctx?.procedures ?? []);
  const isUnreadable = code === 'BAD_REQUEST' || code === 'PARSE_ERROR';
  return new Refusal(code, `The call can’t be read: ${message}.`, { code: isUnreadable ? 'unreadable' : camelCase(code) });
}

export const { router, mergeRouters } = t;
export const createCallerFactory = t.createCallerFactory;

/** Tells callers about their own mistakes. Our errors are logged, and callers get the number of the log line. */
const answerable = t.middleware(async ({ ctx, path, getRawInput, next }) => {
  const result = await next();
  if (result.ok) return result;
  const { error } = result;
  const sent = { input: await getRawInput(), schema: ctx.inputOf(path) };
  const refusal = asRefusal(error) ?? asRefusal(error.cause, error.cause instanceof ZodError ? sent : undefined);
  if (refusal) throw withField(refusal, sent.input);
  if (error.code !== 'INTERNAL_SERVER_ERROR') throw error;
  const id = ctx.newId();
  ctx.log.error({ error: bareError(error.cause ?? error), path, id }, 'A request failed.');
  throw unexpected(id);
});

/** Input is traversed when it is redacted, compared or hashed, so its depth is limited first. */
const shallow = t.middleware(async ({ getRawInput, next }) => {
  mustBeShallow(await getRawInput());
  return await next();
});

/** Replaces the address of a lead by its id, so that nobody behind this meets an address. One that no lead has stays, and is refused. */
const withLeadId = t.middleware(async ({ ctx, getRawInput, next }) => {
  const input = await getRawInput();
  if (!ctx.principal || !namesLead(input)) return await next();
  const leadId = (await leadIdOf(ctx.db, input.leadId)) ?? input.leadId;
  return await next({ getRawInput: () => Promise.resolve({ ...input, leadId }) });
});

/** The same for reps. */
const withRepId = t.middleware(async ({ ctx, path, getRawInput, next }) => {
  if (!ctx.principal) return await next();
  const input = await withRepIds(ctx.db, ctx.inputOf(path), await getRawInput());
  return await next({ getRawInput: () => Promise.resolve(input) });
});

const namesLead = (input: unknown): input is { readonly leadId: string } =>
  typeof input === 'object' && input !== null && 'leadId' in input && leadRef.safeParse(input.leadId).success;

/** Records who asks for a mutation and how it ends, even if it is refused. */
const withAudit = t.middleware(async ({ ctx, type, path, getRawInput, next }) => {
  const { principal } = ctx;
  if (type !== 'mutation' || !principal) return await next();
  const given = redacted(ctx.inputOf(path), await getRawInput());
  return await audited(ctx, principal, { action: path, given }, next);
});

const authorised = t.middleware(async ({ ctx, meta, path, next }) => {
  const principal = authorise(ctx, meta?.roles ?? [], path);
  return await next({ ctx: { ...ctx, principal } });
});

/** If an input names a lead or a task, the caller needs the rights on it; a procedure can't forget to check. */
const named = z.object({ leadId: leadRef.optional(), taskId: idInput.optional() });

const withinRights = authorised.unstable_pipe(async ({ ctx, type, path, getRawInput, next }) => {
  const input = await getRawInput();
  const { success, data, error } = named.safeParse(typeof input === 'object' && input !== null ? input : {});
  if (!success) throw new TRPCError({ code: 'BAD_REQUEST', cause: error });
  const { leadId, taskId } = data;
  if (taskId !== undefined) await mustWorkOn(ctx, ctx.principal, taskId);
  if (leadId !== undefined) {
    if (leadId.includes('@')) throw notFound('lead', leadId);
    if (type === 'mutation') await mustChangeLead(ctx, ctx.principal, leadId);
    else await recordLeadRead(ctx, ctx.principal, path, leadId);
  }
  return await next();
});

/** A mutation may be repeated with the same `Idempotency-Key`. */
const repeatable = withinRights.unstable_pipe(async ({ ctx, type, path, getRawInput, next }) => {
  if (type !== 'mutation' || !ctx.idempotencyKey) return await next();
  return await idempotent(ctx, { key: ctx.idempotencyKey, path, input: await getRawInput() }, next);
});

const aboutKnownThings = repeatable.unstable_pipe(async ({ ctx, path, getRawInput, next }) => {
  const input = await getRawInput();
  await mustBeKnown(ctx, input);
  await mustNameReps(ctx.db, ctx.inputOf(path), input);
  return await next();
});

/** Creates a procedure for some roles. There is no other way to create one, so that each declares its roles. */
export const procedureFor = (...roles: readonly ApiRole[]) =>
  t.procedure.meta({ roles }).use(answerable).use(shallow).use(withLeadId).use(withRepId).use(withAudit).use(aboutKnownThings);

import { initTRPC, TRPCError } from '@trpc/server';
import { z, ZodError } from 'zod';
import type { ApiRole } from '../../db/columns.ts';
import { bareError } from '../../domain/text/bare-error.ts';
import { audited } from './audited.ts';
import { authorise } from './auth.ts';
import type { Context } from './context.ts';
import { idempotent } from './idempotent.ts';
import { idInput } from './instant-input.ts';
import { redacted } from './redact.ts';
import { asRefusal, Refusal, type RefusalData } from './refusal.ts';
import { mustChangeLead, mustWorkOn, noteLeadRead } from './rights.ts';
import { mustBeShallow } from './values.ts';

export interface Meta {
  /** Who may call it, besides admins. */
  readonly roles: readonly ApiRole[];
}

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    // Without it, stack traces leave the house wherever NODE_ENV is not set.
    isDev: false,
    errorFormatter({ shape, error }) {
      const refusal = error instanceof Refusal ? error.data : undefined;
      const invalid = error.cause instanceof ZodError ? z.prettifyError(error.cause) : undefined;
      const reason: RefusalData | undefined = refusal ?? (invalid ? { code: 'invalidInput' } : undefined);
      return { ...shape, message: invalid ?? shape.message, data: { ...shape.data, reason } };
    },
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** What the caller did wrong is said to them; what went wrong here is logged, and they get its number. */
const answerable = t.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const { error } = result;
  const refusal = asRefusal(error) ?? asRefusal(error.cause);
  if (refusal) throw refusal;
  if (error.code !== 'INTERNAL_SERVER_ERROR') throw error;
  const id = ctx.newId();
  ctx.log.error({ error: bareError(error.cause ?? error), path, id }, 'A request failed.');
  throw new Refusal('INTERNAL_SERVER_ERROR', 'Something went wrong on our side.', {
    code: 'unexpected',
    value: id,
    todo: `Nothing is wrong with the request: try again, and give the number ${id} to whoever runs this.`,
  });
});

/** What is redacted, compared or hashed is walked through first. */
const shallow = t.middleware(async ({ getRawInput, next }) => {
  mustBeShallow(await getRawInput());
  return await next();
});

/** A mutation is done by somebody: by whom, and how it ended, is saved, also when it is refused. */
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

/** An input that names a lead or a task stands under the rights on it; a procedure can't forget to ask. */
const named = z.object({ leadId: idInput.optional(), taskId: idInput.optional() });

const withinRights = authorised.unstable_pipe(async ({ ctx, type, path, getRawInput, next }) => {
  const input = await getRawInput();
  const { success, data, error } = named.safeParse(typeof input === 'object' && input !== null ? input : {});
  if (!success) throw new TRPCError({ code: 'BAD_REQUEST', cause: error });
  const { leadId, taskId } = data;
  if (taskId !== undefined) await mustWorkOn(ctx, ctx.principal, taskId);
  if (leadId !== undefined) {
    if (type === 'mutation') await mustChangeLead(ctx, ctx.principal, leadId);
    else await noteLeadRead(ctx, ctx.principal, path, leadId);
  }
  return await next();
});

/** A mutation may be repeated with the same `Idempotency-Key`. */
const repeatable = withinRights.unstable_pipe(async ({ ctx, type, path, getRawInput, next }) => {
  if (type !== 'mutation' || !ctx.idempotencyKey) return await next();
  return await idempotent(ctx, { key: ctx.idempotencyKey, path, input: await getRawInput() }, next);
});

/** A procedure for some roles. Each declares them; there is no other way to make one. */
export const procedureFor = (...roles: readonly ApiRole[]) =>
  t.procedure.meta({ roles }).use(answerable).use(shallow).use(withAudit).use(repeatable);

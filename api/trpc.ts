import { initTRPC } from '@trpc/server';
import { z, ZodError } from 'zod';
import type { ApiRole } from '../db/columns.ts';
import { bareError } from '../domain/bare-error.ts';
import { authorise } from './auth.ts';
import type { Context } from './context.ts';
import { idempotent } from './idempotent.ts';
import { asRefusal, Refusal, type RefusalData } from './refusal.ts';
import { mustBeShallow } from './values.ts';

interface Meta {
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

const authorised = t.middleware(async ({ ctx, meta, path, next }) => {
  const principal = authorise(ctx.principal, meta?.roles ?? [], path);
  return await next({ ctx: { ...ctx, principal } });
});

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

/**
 * A procedure for some roles. Each declares them; there is no other way to make one.
 * A mutation may be repeated with the same `Idempotency-Key`.
 */
export const procedureFor = (...roles: readonly ApiRole[]) =>
  t.procedure
    .meta({ roles })
    .use(answerable)
    .use(authorised)
    .use(async ({ ctx, type, path, getRawInput, next }) => {
      const input = await getRawInput();
      mustBeShallow(input);
      if (type !== 'mutation' || !ctx.idempotencyKey) return await next();
      return await idempotent(ctx, { key: ctx.idempotencyKey, path, input }, next);
    });

/** The rep whose key it is. @throws Refusal for a key that belongs to no rep */
export function repOf({ principal }: { principal: NonNullable<Context['principal']> }): string {
  if (principal.repId) return principal.repId;
  throw new Refusal('FORBIDDEN', `The key of ${principal.name} belongs to no rep.`, {
    code: 'noRep',
    todo: 'Use the key of a rep: it says who reports.',
  });
}

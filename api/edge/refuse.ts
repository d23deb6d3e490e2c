import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { getTRPCErrorShape } from '@trpc/server';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { z, ZodError } from 'zod';
import { bareError } from '../../domain/text/bare-error.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { asRefusal, badRequest, Refusal } from '../procedures/refusal.ts';
import { appRouter } from '../router.ts';
import { kindOf, overLimit } from './limits.ts';

/** What is wrong with a request; undefined if the fault is ours. */
export function refusalOf(error: unknown, request: FastifyRequest): Refusal | undefined {
  if (error instanceof ZodError) return badRequest('invalidInput', z.prettifyError(error));
  const refusal = overLimit(error as FastifyError, kindOf(request)) ?? asRefusal(error);
  if (refusal) return refusal;
  const { code, message, statusCode = 500 } = error as FastifyError;
  return statusCode < 500 ? new Refusal(statusCode === 404 ? 'NOT_FOUND' : 'BAD_REQUEST', message, { code }) : undefined;
}

/** Answers errors outside of procedures: a refusal with its reason, our own error with the number in the log. */
export const refuse =
  ({ newId, log }: ApiDeps) =>
  async (error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const refusal = refusalOf(error, request);
    if (refusal) return await reply.code(getHTTPStatusCodeFromError(refusal)).send({ ...refusal.data, message: refusal.message });
    const id = newId();
    log.error({ error: bareError(error), route: request.routeOptions.url, id }, 'A request failed.');
    return await reply
      .code(500)
      .send({ code: 'unexpected', message: `Something went wrong on our side. The error number is ${id}.` });
  };

/** Answers in the format of procedures when a request is refused before any procedure starts. */
export async function refuseCall(
  error: unknown,
  request: FastifyRequest<{ Params: { path?: string } }>,
  reply: FastifyReply,
): Promise<unknown> {
  const refusal = refusalOf(error, request);
  if (!refusal) throw error;
  const { path } = request.params;
  const call = { config: appRouter._def._config, type: 'unknown', path, input: undefined, ctx: undefined } as const;
  return await reply.code(getHTTPStatusCodeFromError(refusal)).send({ error: getTRPCErrorShape({ ...call, error: refusal }) });
}

import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { getTRPCErrorShape } from '@trpc/server';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { bareError } from '../../domain/text/bare-error.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { asRefusal, badRequest, procedureUnknown, Refusal, unexpected } from '../procedures/refusal.ts';
import { procedureAt } from '../rest/rest-path.ts';
import { appRouter, procedures } from '../router.ts';
import { kindOf, overLimit } from './limits.ts';

/** What is wrong with a request; undefined if the fault is ours. */
export function refusalOf(error: unknown, request: FastifyRequest): Refusal | undefined {
  const refusal = overLimit(error as FastifyError, kindOf(request)) ?? asRefusal(error, { input: request.body ?? request.query });
  if (refusal) return refusal;
  const { message, statusCode = 500 } = error as FastifyError;
  return statusCode < 500 ? badRequest('unreadable', `The request can’t be read: ${message}.`) : undefined;
}

/** Answers errors outside of procedures: a refusal with its reason, our own error with the number in the log. */
export const refuse =
  ({ newId, log }: ApiDeps) =>
  async (error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const refusal = refusalOf(error, request);
    if (refusal) return await reply.code(getHTTPStatusCodeFromError(refusal)).send(refusal.data);
    const id = newId();
    log.error({ error: bareError(error), route: request.routeOptions.url, id }, 'A request failed.');
    return await reply.code(500).send(unexpected(id).data);
  };

/** Refuses a path that nothing answers, or not with this method. Its address may hold a token, so it is not repeated. */
export const refuseRoute =
  (methodsAt: (path: string) => readonly string[]) =>
  (request: FastifyRequest, reply: FastifyReply): never => {
    // Not every path is a URL: `//` is none.
    const path = request.url.split('?', 1)[0]!;
    const methods = methodsAt(path);
    // A route for files answers so, too, when it has no such file.
    if (methods.length === 0 || methods.includes(request.method)) throw unknownProcedure(path) ?? unknownRoute(request);
    reply.header('allow', methods.join(', '));
    throw new Refusal('METHOD_NOT_SUPPORTED', `This path does not answer ${request.method}.`, {
      code: 'methodNotSupported',
      todo: `Use ${methods.join(', ').replace(/, (\w+)$/, ' or $1')}.`,
    });
  };

const unknownRoute = ({ method }: FastifyRequest): Refusal =>
  new Refusal('NOT_FOUND', `This path does not answer ${method}.`, {
    code: 'routeUnknown',
    todo: 'GET /docs lists all routes of the API.',
  });

function unknownProcedure(path: string): Refusal | undefined {
  const [name] = procedureAt(path);
  return name === undefined ? undefined : procedureUnknown(name, Object.keys(procedures));
}

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

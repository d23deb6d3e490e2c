import type { FastifyInstance, FastifyRequest } from 'fastify';
import { principalOfRequest } from '../edge/principals.ts';
import type { ApiDeps, ProcedureCall } from '../procedures/context.ts';
import { defOf } from '../procedures/redact.ts';
import { createCaller, inputOf, procedures } from '../router.ts';
import { restPath, shortPaths } from './rest-path.ts';

/**
 * Every procedure as a plain route: `leads.add` is `POST /api/v1/leads/add`. A procedure that only reads also answers to a GET with its
 * input in the query. The answer is the procedure's as JSON, or a refusal with its status.
 */
export function restRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.removeContentTypeParser('text/plain');
  for (const [name, { _def }] of Object.entries(procedures)) {
    const answer = async (request: FastifyRequest) =>
      (await call({ ...deps, ...callerOf(request) }, name, inputFrom(request, name))) ?? {};
    const methods = _def.type === 'query' ? ['GET', 'POST'] : ['POST'];
    for (const url of [restPath(name), ...shortPaths(name)]) app.route({ method: methods, url, handler: answer });
  }
}

const callerOf = (request: FastifyRequest): Omit<ProcedureCall, keyof ApiDeps> => ({
  principal: principalOfRequest(request),
  idempotencyKey: [request.headers['idempotency-key']].flat()[0],
  ip: request.ip,
});

type Call = (input: unknown) => Promise<unknown>;

async function call(context: ProcedureCall, name: string, input: unknown): Promise<unknown> {
  const [noun = '', verb = ''] = name.split('.');
  const nouns = createCaller(context) as unknown as Readonly<Record<string, Readonly<Record<string, Call>>>>;
  return await nouns[noun]![verb]!(input);
}

function inputFrom({ method, query, body }: FastifyRequest, name: string): unknown {
  if (method === 'POST') return body ?? undefined;
  const given = Object.entries(query as Readonly<Record<string, unknown>>);
  if (given.length === 0) return undefined;
  return Object.fromEntries(given.map(([field, value]) => [field, valueIn(fieldOf(inputOf(name), field), value)]));
}

/** What a text in a query means: it is a text wherever the schema takes one, and JSON elsewhere. */
function valueIn(schema: unknown, value: unknown): unknown {
  if (typeof value !== 'string' || takesText(schema)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function takesText(schema: unknown): boolean {
  const { type, innerType, in: taken, options } = defOf(schema);
  if (options) return options.some(takesText);
  return innerType || taken ? takesText(innerType ?? taken) : ['string', 'enum', 'literal'].includes(type ?? '');
}

function fieldOf(schema: unknown, name: string): unknown {
  const { shape, innerType, in: taken, options } = defOf(schema);
  if (options) return options.map((option) => fieldOf(option, name)).find((field) => field !== undefined);
  if (shape) return Object.hasOwn(shape, name) ? shape[name] : undefined;
  return innerType || taken ? fieldOf(innerType ?? taken, name) : undefined;
}

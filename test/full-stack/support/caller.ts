import { createTRPCUntypedClient, httpLink } from '@trpc/client';
import { appRouter, type AppRouter } from '../../../api/router.ts';
import type { Caller } from '../../support/person.ts';

type Procedures = Record<string, { readonly _def: { readonly type: string } } | undefined>;

/** Calls the API over HTTP with a key, in the words of a caller in the same process. */
export function callerOver(apiUrl: string, key: string): Caller {
  const headers = { authorization: `Bearer ${key}` };
  const client = createTRPCUntypedClient<AppRouter>({ links: [httpLink({ url: `${apiUrl}/trpc`, headers })] });
  const { procedures } = appRouter._def as unknown as { procedures: Procedures };
  const call = (path: string) => (input: unknown) =>
    procedures[path]?._def.type === 'mutation' ? client.mutation(path, input) : client.query(path, input);
  const routerOf = (name: string) => new Proxy({}, { get: (_, procedure) => call(`${name}.${String(procedure)}`) });
  return new Proxy({}, { get: (_, name) => routerOf(String(name)) }) as Caller;
}

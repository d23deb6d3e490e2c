/** A typed client of the API, for programs that call it over HTTP. */
import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../api/router.ts';

/** A client that knows every procedure: `await client.leads.story.query({ leadId })`. */
export type Client = TRPCClient<AppRouter>;

/** What procedures take: `Inputs['leads']['add']`. */
export type Inputs = inferRouterInputs<AppRouter>;

/** What procedures answer: `Outputs['tasks']['mine']`. */
export type Outputs = inferRouterOutputs<AppRouter>;

/**
 * A client of the API with somebody's key.
 * @example
 * const client = createClient('http://127.0.0.1:8080', key);
 * const tasks = await client.tasks.mine.query();
 * @param ask how it asks; by default once
 */
export const createClient = (apiUrl: string, key: string, ask: typeof fetch = fetch): Client =>
  createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${apiUrl}/trpc`,
        headers: { authorization: `Bearer ${key}` },
        fetch: (url, init) => ask(url, init as RequestInit),
      }),
    ],
  });

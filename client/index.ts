/** A typed client of the API, for programs that call it over HTTP. */
import { createTRPCClient, httpLink, retryLink, TRPCClientError, type TRPCClient, type TRPCLink } from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { Refused } from '../api/procedures/refusal.ts';
import type { AppRouter } from '../api/router.ts';

export type { Refused };

/** A client that knows every procedure: `await client.leads.story.query({ leadId })`. */
export type Client = TRPCClient<AppRouter>;

/** What procedures take: `Inputs['leads']['add']`. */
export type Inputs = inferRouterInputs<AppRouter>;

/** What procedures answer: `Outputs['tasks']['list']`. */
export type Outputs = inferRouterOutputs<AppRouter>;

interface ClientOptions {
  /** How it asks; by default with `fetch`. */
  readonly ask?: typeof fetch;
  /** How often a call that did not get through is repeated; by default 3 times. Each mutation is still executed only once. */
  readonly retries?: number;
}

/**
 * A client of the API with somebody's key. It repeats what did not get through, and the API does each mutation once.
 * @example
 * const client = createClient('http://127.0.0.1:8080', key);
 * const { leadId } = await client.leads.add.mutate({ lead: { email: 'ann@example.com' }, source: 'fair', consentBasis: 'optIn' });
 */
export const createClient = (apiUrl: string, key: string, { ask = fetch, retries = 3 }: ClientOptions = {}): Client =>
  createTRPCClient<AppRouter>({
    links: [
      ...(retries > 0 ? [withIdempotencyKey, repeated(retries)] : []),
      httpLink({
        url: `${apiUrl}/trpc`,
        methodOverride: 'POST',
        headers: ({ op }) => ({ authorization: `Bearer ${key}`, ...(op.context['headers'] as object | undefined) }),
        fetch: (url, init) => ask(url, init as RequestInit),
      }),
    ],
  });

/** Each mutation gets a key of its own, which its repetitions share. */
const withIdempotencyKey: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    next(
      op.type === 'mutation' ? { ...op, context: { ...op.context, headers: { 'idempotency-key': crypto.randomUUID() } } } : op,
    );

/** Statuses that pass: too many requests, an outage, and a request that is still running. */
const passing = new Set([429, 502, 503, 504]);

const repeated = (most: number): TRPCLink<AppRouter> =>
  retryLink({
    retry: ({ error, attempts }) => attempts <= most && passes(error),
    retryDelayMs: (attempt) => 250 * 2 ** attempt,
  });

function passes(error: TRPCClientError<AppRouter>): boolean {
  const status = (error.data as { httpStatus?: number } | undefined)?.httpStatus;
  const refused = refusedBy(error);
  if (!refused) return status === undefined || passing.has(status);
  return refused.code === 'stillRunning' || (status !== undefined && passing.has(status));
}

/**
 * Why the API refused a call; undefined for an error that is not a refusal, such as a lost connection.
 * @example
 * const story = await client.leads.story.query({ leadId: 'ann@example.com' }).catch((error: unknown) => {
 *   if (refusedBy(error)?.code === 'leadUnknown') return [];
 *   throw error;
 * });
 */
export function refusedBy(error: unknown): Refused | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data = error.data as Refused | undefined;
  return typeof data?.code === 'string' && typeof data.message === 'string' ? data : undefined;
}

/** A procedure that answers with pages. */
interface Paged<Input, Key, Page> {
  readonly query: (input: Input & { readonly after?: Key }) => Promise<Page>;
}

/**
 * The pages of a list, one after the other.
 * @example
 * for await (const { items } of pages(client.tasks.list, { of: 'team' })) console.log(items.length);
 */
export async function* pages<Input extends object, Key extends string | number, Page extends { readonly next?: Key | undefined }>(
  list: Paged<Input, Key, Page>,
  input: Input,
): AsyncGenerator<Page> {
  for (let after: Key | undefined; ;) {
    const page = await list.query({ ...input, after });
    yield page;
    if (page.next === undefined) return;
    after = page.next;
  }
}

import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { createTRPCClient, httpBatchStreamLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { AppRouter } from '../../api/router.ts';
import { refusedBy } from '../../client/index.ts';

export type { Inputs, Outputs } from '../../client/index.ts';

/** Calls the API with the session of this browser. A page of another site can't send this header, so it can't call in its name. */
export const client = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: httpSubscriptionLink({ url: '/trpc' }),
      // Fast answers do not wait for slow ones.
      false: httpBatchStreamLink({
        url: '/trpc',
        methodOverride: 'POST',
        maxItems: 20,
        headers: ({ opList }) => ({
          'x-trellis': 'console',
          ...(opList.some(({ type }) => type === 'mutation') && { 'idempotency-key': crypto.randomUUID() }),
        }),
      }),
    }),
  ],
});

/** Answers stay fresh for this long; a live change makes them stale at once. */
const FRESH_MS = 30_000;

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: signInWhenSignedOut }),
  mutationCache: new MutationCache({ onError: signInWhenSignedOut }),
  defaultOptions: {
    queries: { staleTime: FRESH_MS, retry: (count, error) => count < 2 && refusedBy(error) === undefined },
  },
});

/**
 * Every procedure, as options for TanStack Query.
 * @example
 * const { data } = useSuspenseQuery(api.tasks.get.queryOptions({ taskId }));
 * const note = useMutation(api.tasks.note.mutationOptions());
 */
export const api = createTRPCOptionsProxy<AppRouter>({ client, queryClient: queries });

/** Where the page to sign in is; it brings people back to where they were. */
function signInWhenSignedOut(error: unknown): void {
  const code = refusedBy(error)?.code;
  if (code !== 'noKey' && code !== 'signedOut') return;
  const { pathname, search } = globalThis.location;
  globalThis.location.assign(`/signin?to=${encodeURIComponent(pathname + search)}`);
}

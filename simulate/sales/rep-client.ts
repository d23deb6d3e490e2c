import { createTRPCClient, httpLink, TRPCClientError, type TRPCClient } from '@trpc/client';
import type { AppRouter } from '../../api/router.ts';

export type RepClient = TRPCClient<AppRouter>;

/** A client of the API with somebody's key. @param ask how it asks; by default once */
export const createApiClient = (apiUrl: string, key: string, ask: typeof fetch = fetch): TRPCClient<AppRouter> =>
  createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${apiUrl}/trpc`,
        headers: { authorization: `Bearer ${key}` },
        fetch: (url, init) => ask(url, init as RequestInit),
      }),
    ],
  });

/** The code with which Trellis refused something, as a caller may expect it to; undefined for anything else. */
export function refusalCode(error: unknown): string | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data = error.data as { httpStatus?: number; reason?: { code?: string } } | null;
  return data?.httpStatus === 409 ? data.reason?.code : undefined;
}

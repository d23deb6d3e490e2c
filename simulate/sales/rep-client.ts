import { createTRPCClient, httpLink, TRPCClientError, type TRPCClient } from '@trpc/client';
import type { AppRouter } from '../../api/router.ts';

export type RepClient = TRPCClient<AppRouter>;

/** A client of the API with somebody's key. */
export const createApiClient = (apiUrl: string, key: string): TRPCClient<AppRouter> =>
  createTRPCClient<AppRouter>({ links: [httpLink({ url: `${apiUrl}/trpc`, headers: { authorization: `Bearer ${key}` } })] });

/** The code with which Trellis refused something, as a caller may expect it to; undefined for anything else. */
export function refusalCode(error: unknown): string | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data = error.data as { httpStatus?: number; reason?: { code?: string } } | null;
  return data?.httpStatus === 409 ? data.reason?.code : undefined;
}

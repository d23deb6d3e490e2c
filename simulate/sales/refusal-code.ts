import { TRPCClientError } from '@trpc/client';

/** The code with which Trellis refused something, as a caller may expect it to; undefined for anything else. */
export function refusalCode(error: unknown): string | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data = error.data as { httpStatus?: number; reason?: { code?: string } } | null;
  return data?.httpStatus === 409 ? data.reason?.code : undefined;
}

import { TRPCClientError } from '@trpc/client';

/** The code of a refusal that a caller may expect; undefined for any other error. */
export function refusalCode(error: unknown): string | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data = error.data as { httpStatus?: number; code?: string } | null;
  return data?.httpStatus === 409 ? data.code : undefined;
}

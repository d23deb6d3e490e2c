import { TRPCClientError } from '@trpc/client';
import type { Memory } from './memory.ts';

/** Does what Trellis may refuse for a good reason. @returns the code of the refusal, which is counted; undefined if it was done */
export async function refusalOf(memory: Memory, act: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    memory.countRefused(code);
    return code;
  }
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data = error.data as { httpStatus?: number; code?: string } | null;
  return data?.httpStatus === 409 ? data.code : undefined;
}

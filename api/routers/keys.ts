import { z } from 'zod';
import { revokeApiKey } from '../../db/system/api-keys.ts';
import { listApiKeys } from '../../db/system/key-list.ts';
import { notFound } from '../procedures/refusal.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { keyIdInput } from '../procedures/values.ts';

/** API keys. They are made and rotated on the command line alone: an answer that holds one could be stored on its way. */
export const keys = router({
  /** All of them, the newest first, with when they end and when they were used last; never a secret. */
  list: procedureFor().query(async ({ ctx }) => await listApiKeys(ctx.db)),

  /** From now on nobody gets in with a key. */
  revoke: procedureFor()
    .input(z.strictObject({ keyId: keyIdInput }))
    .mutation(async ({ ctx, input: { keyId } }) => {
      if (!(await revokeApiKey(ctx.db, keyId, ctx.clock.now()))) throw notFound('key', keyId);
      return { revoked: true };
    }),
});

import { z } from 'zod';
import { revokeApiKey } from '../../db/system/api-keys.ts';
import { listApiKeys } from '../../db/system/key-list.ts';
import { notFound } from '../procedures/refusal.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { keyIdInput } from '../procedures/values.ts';
import { inIso } from '../procedures/iso.ts';

/** API keys. Only the command line creates and rotates them, because an answer that contains a key could be stored on its way. */
export const keys = router({
  /** All keys, newest first, with their expiry and last use; never a secret. */
  list: procedureFor().query(async ({ ctx }) =>
    (await listApiKeys(ctx.db)).map((key) => inIso(key, 'createdAt', 'expiresAt', 'lastUsedAt')),
  ),

  /** Revokes a key. It is refused from now on. */
  revoke: procedureFor()
    .input(z.strictObject({ keyId: keyIdInput }))
    .mutation(async ({ ctx, input: { keyId } }) => {
      if (!(await revokeApiKey(ctx.db, keyId, ctx.clock.now()))) throw notFound('key', keyId);
      return { revoked: true };
    }),
});

import { z } from 'zod';
import { revokeApiKey } from '../../db/system/api-keys.ts';
import { listApiKeys } from '../../db/system/key-list.ts';
import { notFound } from '../procedures/refusal.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { keyIdInput } from '../procedures/values.ts';
import { inIso } from '../procedures/iso.ts';

/** API keys. Only the command line creates and rotates them, because an answer that contains a key could be stored on its way. */
export const keys = router({
  /** A page of keys, newest first, with their expiry and last use; never a secret. */
  list: procedureFor()
    .input(z.strictObject({ ...pageInput, after: keyIdInput.optional() }).prefault({}))
    .query(async ({ ctx, input }) => {
      const keys = await listApiKeys(ctx.db, input);
      return pageOf(
        keys.map((key) => inIso(key, 'createdAt', 'expiresAt', 'lastUsedAt')),
        input,
        ({ id }) => id,
      );
    }),

  /** Revokes a key. It is refused from now on. */
  revoke: procedureFor()
    .input(z.strictObject({ keyId: keyIdInput }))
    .mutation(async ({ ctx, input: { keyId } }) => {
      if (!(await revokeApiKey(ctx.db, keyId, ctx.clock.now()))) throw notFound('key', keyId);
      return { revoked: true, next: 'The key is refused from now on. `trellis key create` makes another one.' };
    }),
});

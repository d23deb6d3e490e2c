import { z } from 'zod';
import { revokeApiKey, saveApiKey } from '../../db/system/api-keys.ts';
import { apiRoles } from '../../domain/people/roles.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { repRef } from '../procedures/instant-input.ts';
import { keysOf } from '../procedures/zod-keys.ts';
import { listApiKeys, replaceApiKey } from '../../db/system/key-list.ts';
import { notFound } from '../procedures/refusal.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { keyIdInput, secretHash, text, whole } from '../procedures/values.ts';
import { inIso } from '../procedures/iso.ts';

const bytesOf = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** For how many real days a key is valid. */
const days = whole(1, 3_650).optional();
const inDays = (count: number | undefined) => (count === undefined ? undefined : count * DAY);

/**
 * API keys. The caller makes the secret and sends only its hash, so no answer that a proxy stores can contain a key. The key is `tk_`,
 * its id, `_` and the secret.
 */
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

  /** Makes a key for somebody, or for another program, from the hash of a secret. The default life depends on the role. */
  create: procedureFor()
    .input(z.strictObject({ name: text('name'), role: z.enum(keysOf(apiRoles)), rep: repRef.optional(), days, hash: secretHash }))
    .mutation(async ({ ctx: { db, clock }, input: { name, role, rep: repId, days: life, hash: hex } }) => {
      const order = { role, principal: name, repId, at: clock.now(), livesFor: inDays(life) };
      const keyId = await saveApiKey(db, order, bytesOf(hex));
      return { keyId, next: 'The key works now.' };
    }),

  /** Makes a key that replaces another one, from the hash of a secret. The old one works for so many more hours. */
  rotate: procedureFor()
    .input(z.strictObject({ keyId: keyIdInput, overlapHours: whole(0, 720).default(24), days, hash: secretHash }))
    .mutation(async ({ ctx: { db, clock }, input: { keyId: id, overlapHours, days: life, hash: hex } }) => {
      const rotation = { id, overlap: overlapHours * HOUR, at: clock.now(), livesFor: inDays(life) };
      const keyId = await replaceApiKey(db, rotation, bytesOf(hex));
      return { keyId, next: `The new key works now. The old one works for ${overlapHours} more hours.` };
    }),

  /** Revokes a key. It is refused from now on. */
  revoke: procedureFor()
    .input(z.strictObject({ keyId: keyIdInput }))
    .mutation(async ({ ctx, input: { keyId } }) => {
      if (!(await revokeApiKey(ctx.db, keyId, ctx.clock.now()))) throw notFound('key', keyId);
      return { revoked: true, next: 'The key is now refused.' };
    }),
});

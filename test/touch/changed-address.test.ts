import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { replaceAddress } from '../../db/leads/former-addresses.ts';
import { claimTouch } from '../../db/touches/touch-claim.ts';
import { fenceTouches } from '../../db/touches/touch-fence.ts';
import { touchWorld, TUESDAY } from './world.ts';

test('an email that was rendered for an address is not sent there once the lead has another one', async () => {
  await using world = await touchWorld();
  const { db, leadId } = world;
  const owner = randomUUID();
  const order = world.order();
  await claimTouch(db, { ...order, channel: 'email', persona: null, owner, at: TUESDAY, leaseSeconds: 30, sentSince: TUESDAY });
  const lead = await db
    .selectFrom('leads')
    .select(['id', 'email', 'emailKey'])
    .where('id', '=', leadId)
    .executeTakeFirstOrThrow();
  const { key, content, program } = order;
  const fence = {
    key,
    leadId,
    channel: 'email' as const,
    addressedBy: 'email' as const,
    content,
    program,
    owner,
    at: TUESDAY,
    messageId: '<a@b>',
    version: null as never,
    persona: null,
    known: { sent: 0, since: 0 },
    rates: [],
    leaseSeconds: 30,
    isMarketing: true,
    email: lead.email,
  };
  const email = 'ann@quay.example';
  await db.transaction().execute((trx) => replaceAddress(trx, lead, { email, emailKey: email }, TUESDAY));
  expect(await fenceTouches(db, [fence])).toMatchObject({ passed: [] });
  expect(await fenceTouches(db, [{ ...fence, email }])).toMatchObject({ passed: [key] });
});

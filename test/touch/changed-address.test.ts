import { expect, test } from 'vitest';
import { replaceAddress } from '../../db/leads/former-addresses.ts';
import { fenceTouches } from '../../db/touches/touch-fence.ts';
import { touchWorld, TUESDAY } from './world.ts';

test('an email that was rendered for an address is not sent there once the lead has another one', async () => {
  await using world = await touchWorld();
  const { db, leadId } = world;
  const lead = await db
    .selectFrom('leads')
    .select(['id', 'email', 'emailKey'])
    .where('id', '=', leadId)
    .executeTakeFirstOrThrow();
  const fence = await world.claimed({ email: lead.email });
  const email = 'ann@quay.example';
  await db.transaction().execute((trx) => replaceAddress(trx, lead, { email, emailKey: email }, TUESDAY));
  expect(await fenceTouches(db, [fence])).toMatchObject({ passed: [] });
  expect(await fenceTouches(db, [{ ...fence, email }])).toMatchObject({ passed: [fence.key] });
});

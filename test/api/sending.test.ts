import { expect, test } from 'vitest';
import { claimTelling, recordTrouble } from '../../db/touches/sending-trouble.ts';
import { createWorld } from './world.ts';

test('the reason why no email gets through is listed with what to do, once operations were alerted', async () => {
  await using world = await createWorld();
  await recordTrouble(world.db, 'email', 'tls', 454);
  expect(await world.as('admin').ops.sending()).toEqual({ trouble: null, notReachable: [] });
  await claimTelling(world.db, 'email', 'tls', world.now);
  expect(await world.as('admin').ops.sending()).toMatchObject({
    trouble: { because: 'tls', smtpCode: 454, todo: expect.stringContaining('certificate') as string },
  });
});

test('leads whom the email server can not reach are listed with the reason', async () => {
  await using world = await createWorld();
  const leadId = await world.enrolled();
  const key = await world.touch(leadId);
  await world.db.updateTable('touches').set({ state: 'notSent', reason: 'noSmtpUtf8' }).where('key', '=', key).execute();
  expect(await world.as('admin').ops.sending()).toMatchObject({ notReachable: [{ leadId, because: 'noSmtpUtf8' }] });
});

import { expect, test } from 'vitest';
import { claimTelling, noteTrouble } from '../../db/sending-trouble.ts';
import { createWorld } from './world.ts';

const health = async (world: Awaited<ReturnType<typeof createWorld>>) => {
  const { statusCode, body } = await world.api.inject({ method: 'GET', url: '/health' });
  return { statusCode, ...(JSON.parse(body) as Record<string, unknown>) };
};

test('that no mail gets through is seen in health and in the list of operations, with what to do, and not before they were told', async () => {
  await using world = await createWorld();
  await noteTrouble(world.db, 'tls', 454);
  expect(await health(world)).toEqual({ statusCode: 200, status: 'ok', database: 'ok', engine: 'ok' });
  expect(await world.as('admin').ops.sending()).toEqual({ trouble: null, notReachable: [] });

  await claimTelling(world.db, 'tls');
  expect(await health(world)).toMatchObject({
    statusCode: 200,
    status: 'degraded',
    sending: { because: 'tls', since: expect.stringMatching(/^20\d\d-/) as string },
  });
  expect(await world.as('admin').ops.sending()).toMatchObject({
    trouble: { because: 'tls', smtpCode: 454, todo: expect.stringContaining('certificate') as string },
  });
});

test('leads whom the mail server can not reach are listed with the reason', async () => {
  await using world = await createWorld();
  const leadId = await world.enrolled();
  const key = await world.touch(leadId);
  await world.db.updateTable('touches').set({ state: 'notSent', reason: 'noSmtpUtf8' }).where('key', '=', key).execute();
  expect(await world.as('admin').ops.sending()).toMatchObject({ notReachable: [{ leadId, because: 'noSmtpUtf8' }] });
});

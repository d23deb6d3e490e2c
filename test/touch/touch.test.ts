import { expect, test } from 'vitest';
import { HOUR } from '../../domain/time/duration.ts';
import { TUESDAY, touchWorld } from './world.ts';

test('a lead who agreed gets the email, and the ledger says so', async () => {
  await using world = await touchWorld();
  expect(await world.send()).toEqual({ state: 'sent', at: TUESDAY, goal: ['downloaded'] });
  const [mail] = world.kept.mails;
  expect(mail?.to).toEqual({ name: 'Ann Harper', address: 'ann.harper@fleetly.example' });
  expect(mail?.text).toContain('Sundry Inc., 1 Dock Street');
  expect(await world.stored()).toMatchObject({
    state: 'accepted',
    sentAt: new Date(TUESDAY),
    smtpCode: 250,
    messageId: mail?.messageId,
    version: expect.any(String) as string,
  });
});

test('the sender is named once in the footer, also where the postal address begins with the name', async () => {
  await using world = await touchWorld();
  const { settings } = world.deps;
  const sender = { ...settings.sender, name: 'Sundry', postalAddress: 'Sundry, 1 Dock Street, Springfield' };
  await world.send({}, { settings: { ...settings, sender } });
  expect(world.kept.mails[0]?.text).toMatch(/\n\nSundry, 1 Dock Street, Springfield/);
});

test('asking again about a settled touch gives its result, and no second email', async () => {
  await using world = await touchWorld();
  const first = await world.send();
  world.now += HOUR;
  expect(await world.send()).toEqual(first);
  expect(world.kept.mails).toHaveLength(1);
});

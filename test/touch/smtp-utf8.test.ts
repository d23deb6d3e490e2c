import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { createSmtpMailer } from '../../activities/touch/smtp-mailer.ts';
import { leadsOutOfReach } from '../../db/system/operations.ts';
import { DAY } from '../../domain/time/duration.ts';
import { aMail } from './mail.ts';
import { scriptedServer } from './scripted-server.ts';
import { touchWorld } from './world.ts';

const offersUtf8 = '250-scripted\r\n250-8BITMIME\r\n250 SMTPUTF8';
const rcpt = (heard: readonly string[]) => heard.filter((line) => line.startsWith('RCPT'));

test.for(['josé@fleetly.example', 'δοκιμή@fleetly.example', '用户@fleetly.example', 'संपर्क@fleetly.example'])(
  '%s gets no email through a server without SMTPUTF8, and gets it through one with it',
  async (address) => {
    await using without = await scriptedServer();
    await using mailer = await createSmtpMailer({ url: without.url });
    const mail = aMail({ to: { name: 'José', address } });
    expect(await mailer.send(mail, 5000)).toEqual({ state: 'notSent', because: 'noSmtpUtf8', recipient: true });
    expect(rcpt(without.heard)).toEqual([]);

    await using server = await scriptedServer({ ehlo: offersUtf8 });
    await using other = await createSmtpMailer({ url: server.url });
    expect(await other.send(mail, 5000)).toMatchObject({ state: 'accepted' });
    expect(server.heard.filter((line) => line.startsWith('MAIL'))).toEqual([expect.stringContaining(' SMTPUTF8') as string]);
    expect(rcpt(server.heard)).toEqual([`RCPT TO:<${address}>`]);
    const parsed = await PostalMime.parse(Buffer.from(server.taken[0] ?? '', 'latin1'));
    expect(parsed.to).toEqual([{ name: 'José', address }]);
  },
);

test('letters beyond ASCII in the domain need no SMTPUTF8: it goes out in its ASCII form', async () => {
  await using server = await scriptedServer();
  await using mailer = await createSmtpMailer({ url: server.url });
  expect(await mailer.send(aMail({ to: { name: 'Jo', address: 'jo@münchen.example' } }), 5000)).toMatchObject({
    state: 'accepted',
  });
  expect(rcpt(server.heard)).toEqual(['RCPT TO:<jo@xn--mnchen-3ya.example>']);
  expect(server.taken[0]?.slice(0, server.taken[0].indexOf('\r\n\r\n'))).toMatch(/^[\x20-\x7e\r\n]*$/);
});

test('a lead whom the email server can not reach is listed, stays in the program, and gets the email when the server can', async () => {
  await using world = await touchWorld({ email: 'josé@fleetly.example' });
  await using without = await scriptedServer();
  await using mailer = await createSmtpMailer({ url: without.url });
  for (let tries = 0; tries < 20; tries++) {
    const result = await world.send({}, { mailer });
    expect(result).toMatchObject({ state: 'deferred', because: 'noSmtpUtf8' });
    expect((result as { until: number }).until - world.now).toBeGreaterThanOrEqual(DAY);
  }
  expect(await leadsOutOfReach(world.db)).toMatchObject([{ leadId: world.leadId, because: 'noSmtpUtf8' }]);

  await using server = await scriptedServer({ ehlo: offersUtf8 });
  await using other = await createSmtpMailer({ url: server.url });
  expect(await world.send({}, { mailer: other })).toMatchObject({ state: 'sent' });
  expect(await leadsOutOfReach(world.db)).toEqual([]);
});

import { expect, test } from 'vitest';
import { createSmtpMailer } from '../../activities/touch/smtp-mailer.ts';
import { mustEncrypt } from '../../activities/touch/smtp-tls.ts';
import { aMail } from './mail.ts';
import { scriptedServer } from './scripted-server.ts';

const withLogin = (url: string): string => url.replace('//', '//user:password@');
const offersLogin = '250-scripted\r\n250 AUTH PLAIN';

test.for([
  ['smtp://user:password@mail.example.com:587', undefined, true],
  ['smtp://user:password@mail.example.com:587', 'opportunistic', false],
  ['smtp://mail.example.com', undefined, false],
  ['smtp://mail.example.com', 'required', true],
  ['smtp://user:password@127.0.0.1:1025', undefined, false],
  ['smtp://user:password@[::1]:1025', undefined, false],
  ['smtp://user:password@localhost:1025', 'required', true],
  ['smtp://user:password@localhost.example.com', undefined, true],
] as const)('%s, TRELLIS_SMTP_TLS=%s: has to be encrypted: %s', ([url, use, must]) => {
  expect(mustEncrypt(url, use)).toBe(must);
});

test('if TLS is required, a server without it gets neither login nor email', async () => {
  await using server = await scriptedServer({ ehlo: offersLogin });
  await using mailer = await createSmtpMailer({ url: withLogin(server.url), tls: 'required' });
  expect(await mailer.send(aMail(), 5000)).toEqual({ state: 'notSent', because: 'tls', smtpCode: 502 });
  expect(server.heard.map((line) => line.split(' ')[0])).toEqual(['EHLO', 'STARTTLS']);
});

test('a server that offers TLS but fails at it gets nothing in the clear either', async () => {
  const script = { ehlo: '250-scripted\r\n250-AUTH PLAIN\r\n250 STARTTLS', starttls: '454 4.7.0 TLS not available' } as const;
  await using server = await scriptedServer(script);
  await using mailer = await createSmtpMailer({ url: withLogin(server.url) });
  expect(await mailer.send(aMail(), 5000)).toEqual({ state: 'notSent', because: 'tls', smtpCode: 454 });
  expect(server.heard.join(' ')).not.toContain('AUTH');
});

test.for([
  ['535 5.7.8 wrong password', { state: 'notSent', because: 'loginRefused', smtpCode: 535 }],
  ['454 4.7.0 temporary authentication failure', { state: 'notSent', because: 'temporary', smtpCode: 454 }],
  ['421 4.3.2 closing', { state: 'notSent', because: 'busy', smtpCode: 421 }],
] as const)('a login that is answered with "%s"', async ([auth, outcome]) => {
  await using server = await scriptedServer({ ehlo: offersLogin, auth });
  await using mailer = await createSmtpMailer({ url: withLogin(server.url) });
  expect(await mailer.send(aMail(), 5000)).toEqual(outcome);
});

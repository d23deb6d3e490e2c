import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createLinkSigner } from '../../content/link-signer.ts';
import { readSettings } from '../../worker/settings.ts';
import { settingsInCode } from './settings-in-code.ts';

const hex = () => randomBytes(32).toString('hex');
const least = {
  DATABASE_URL: 'postgres://db.example.com/trellis',
  TRELLIS_SMTP_URL: 'smtp://mail.example.com',
  TRELLIS_SECRET: hex(),
  TRELLIS_SENDER_NAME: 'Acme',
  TRELLIS_SENDER_ADDRESS: 'hello@mail.acme.example',
  TRELLIS_POSTAL_ADDRESS: 'Acme, 1 Main Street, Springfield',
};
function saidOf(env: NodeJS.ProcessEnv): string {
  try {
    readSettings({ ...least, ...env });
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

/** The ways in which a secret stands where a URL is expected. */
const secrets = [
  'hunter2',
  'trellis:hunter2@db.example.com/trellis',
  'mysql://trellis:hunter2@db.example.com/trellis',
  'smpt://trellis:hunter2@mail.example.com',
  'postgres://trellis:hunter2/x@db.example.com/trellis',
  'smtps://trellis:hunter2#x@mail.example.com:port',
  'postgres:trellis:hunter2@db.example.com',
  'ftp://db.example.com/trellis?password=hunter2',
  'http://hunter2@x:y@db.example.com',
  ' smtp://trellis:hunter2@mail.example.com',
];

test('the message about a wrong setting shows no password, whatever the setting contains', async () => {
  let refusals = 0;
  for (const name of await settingsInCode()) {
    for (const secret of secrets) {
      const said = saidOf({ [name]: secret });
      if (said !== '') refusals++;
      expect(said, `${name}=${secret}`).not.toContain('hunter2');
    }
  }
  expect(refusals).toBeGreaterThan(50);
});

test('a wrong URL is reported with its scheme and an example', () => {
  expect(saidOf({ TRELLIS_SMTP_URL: 'smpt://user:hunter3@mail.example.com' })).toBe(
    'TRELLIS_SMTP_URL: expected smtp:// or smtps://, got smpt://. Example: smtps://user:password@mail.example.com:465',
  );
  expect(saidOf({ DATABASE_URL: 'postgres://u:p/w@db/trellis' })).toContain('/ # ? in a password are written as %2F %23 %3F');
});

test.each([
  ['TRELLIS_MIGRATE', 'no', 'expected one of on, off'],
  ['TRELLIS_LOG', 'loud', 'expected one of silent, error, warn, info, debug'],
  ['TRELLIS_SMTP_TLS', 'maybe', 'expected one of required, opportunistic'],
  ['TRELLIS_MAILS_PER_SECOND', 'many', 'expected a number above 0. Example: 200'],
  ['TRELLIS_MAILS_PER_DOMAIN_PER_SECOND', '-1', 'expected a number above 0. Example: 20'],
  ['TRELLIS_API_PORT', 'http', 'expected a port, from 0 to 65535. Example: 8080'],
  ['TRELLIS_API_PORT', '99999', 'expected a port, from 0 to 65535. Example: 8080'],
  ['TRELLIS_ZONE', 'Mars/Olympus', 'expected a time zone. Example: Europe/Berlin'],
])('%s=%s is reported in a sentence with an example, and not as missing', (name, value, sentence) => {
  expect(saidOf({ [name]: value })).toBe(`${name}: ${sentence}`);
});

test('a DKIM key that can’t be read is reported with its setting', () => {
  expect(saidOf({ TRELLIS_DKIM_SELECTOR: 's1', TRELLIS_DKIM_KEY_FILE: '/nowhere/key.pem' })).toBe(
    'TRELLIS_DKIM_KEY_FILE names /nowhere/key.pem, which can’t be read. Give the path of a PEM file.',
  );
});

test('an empty setting counts as not set', async () => {
  const names = [...(await settingsInCode())].filter((name) => !Object.hasOwn(least, name));
  expect(readSettings({ ...least, ...Object.fromEntries(names.map((name) => [name, ''])) })).toEqual(readSettings(least));
  expect(saidOf({ TRELLIS_SECRET: '' })).toBe('TRELLIS_SECRET: is missing');
});

test.each([
  ['a'.repeat(32), 'repeats itself'],
  ['secret'.repeat(6), 'repeats itself'],
  ['change-me-change-me-change-me-change-me', 'repeats itself'],
  ['0123456789'.repeat(4), 'repeats itself'],
  ['short', 'has 5 characters'],
  [`${hex()},short`, 'number 2 of the list has 5 characters'],
  [`${hex()},`, 'number 2 of the list has 0 characters'],
  [`${'ab'.repeat(20)},${hex()}`, 'number 1 of the list repeats itself'],
])('the secret %s is refused, with what to do', (secret, why) => {
  const said = saidOf({ TRELLIS_SECRET: secret });
  expect(said).toContain(`TRELLIS_SECRET: ${why}`);
  expect(said).toContain('Generate one: openssl rand -hex 32. If emails have gone out, put it before the old secret (NEW,OLD)');
  expect(said).not.toContain(secret);
});

test('random secrets never count as weak', () => {
  for (let n = 0; n < 2_000; n++) expect(saidOf({ TRELLIS_SECRET: randomBytes(16).toString('hex') })).toBe('');
});

const signerOf = (secret: string, years = 0) =>
  createLinkSigner(readSettings({ ...least, TRELLIS_SECRET: secret }).secrets, 'https://go.example.com', {
    now: () => Date.UTC(2026 + years, 0),
  });

test('a list of secrets signs with the first and verifies with all: old unsubscribe links work for years', () => {
  const [first, second, third] = [hex(), hex(), hex()];
  const token = signerOf(first).sign('unsubscribe', 'a/1/1').split('/').at(-1)!;
  expect(signerOf(`${second}, ${first}`, 3).verify(token)).toEqual({ kind: 'unsubscribe', key: 'a/1/1' });
  expect(signerOf(`${third},${second},${first}`, 9).verify(token)).toEqual({ kind: 'unsubscribe', key: 'a/1/1' });
  expect(signerOf(`${third},${second}`).verify(token)).toBe('forged');
  const now = signerOf(`${second},${first}`).sign('unsubscribe', 'a/1/1');
  expect(now).toBe(signerOf(second).sign('unsubscribe', 'a/1/1'));
});

test('a secret with a comma from before there were lists still verifies, and still signs if it is not a list', () => {
  const clock = { now: () => Date.UTC(2026, 0) };
  const once = `${hex()},${hex()}`;
  const token = createLinkSigner(once, 'https://go.example.com', clock).sign('unsubscribe', 'a/1/1').split('/').at(-1)!;
  expect(signerOf(once).verify(token)).toMatchObject({ kind: 'unsubscribe' });
  const sentence = 'a secret for tests, of 32 letters or more';
  expect(signerOf(sentence).sign('open', 'k')).toBe(
    createLinkSigner(sentence, 'https://go.example.com', clock).sign('open', 'k'),
  );
});

import { app } from '../support/app.ts';
import { expect, test } from 'vitest';
import { readSettings } from '../../worker/settings.ts';

const least = {
  DATABASE_URL: 'postgres://db.example.com/trellis',
  TRELLIS_SMTP_URL: 'smtp://mail.example.com',
  TRELLIS_SECRET: 'a secret for tests, of 32 letters or more',
};
const MINUTE = 60_000;

test('the time limits for a mail server are those of RFC 5321, or of a setting', () => {
  expect(readSettings(least, app.sender).smtp).toEqual({
    url: 'smtp://mail.example.com',
    timeouts: { connect: 5 * MINUTE, command: 5 * MINUTE, data: 3 * MINUTE, answer: 10 * MINUTE },
  });
  const set = { TRELLIS_SMTP_TLS: 'required', TRELLIS_SMTP_ANSWER_TIMEOUT: '20m', TRELLIS_SMTP_CONNECT_TIMEOUT: '500ms' };
  expect(readSettings({ ...least, ...set }, app.sender).smtp).toMatchObject({
    tls: 'required',
    timeouts: { connect: 500, answer: 20 * MINUTE },
  });
  expect(readSettings({ ...least, TRELLIS_SMTP_TLS: '' }, app.sender).smtp.tls).toBeUndefined();
});

test.each([
  ['TRELLIS_SMTP_ANSWER_TIMEOUT', '10'],
  ['TRELLIS_SMTP_DATA_TIMEOUT', '0s'],
  ['TRELLIS_SMTP_TLS', 'yes'],
])('%s=%s is refused by its name', (name, value) => {
  expect(() => readSettings({ ...least, [name]: value }, app.sender)).toThrow(name);
});

test('our address with non-ASCII letters appears in emails in its ASCII form', () => {
  expect(readSettings({ ...least, TRELLIS_PUBLIC_URL: 'https://größe.example/go/' }, app.sender).activities.publicUrl).toBe(
    'https://xn--gre-6ka8i.example/go',
  );
});

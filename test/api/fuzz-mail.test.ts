import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostileTexts } from './hostile.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let headers: Record<string, string>;
beforeAll(async () => {
  world = await createWorld();
  await world.touch(await world.enrolled('ann@pier7.example'));
  headers = { ...(await world.key('intake')), 'content-type': 'message/rfc822' };
});
afterAll(async () => await world[Symbol.asyncDispose]());

async function post(raw: Buffer, envelope?: string): Promise<number> {
  const more = envelope === undefined ? {} : { 'x-envelope-to': envelope };
  const { statusCode } = await world.api.inject({
    method: 'POST',
    url: '/webhooks/mail',
    headers: { ...headers, ...more },
    payload: raw,
  });
  return statusCode;
}

/** What was saved and has not been read: a mail that waits for ever. */
const unread = async () => await world.db.selectFrom('incomingMails').select('id').where('state', '=', 'unread').execute();

const mail = (fields: Record<string, string>, body = 'Hello'): Buffer =>
  Buffer.from(
    `${Object.entries({ From: 'Ann <ann@pier7.example>', To: 'us@ours.example', ...fields })
      .map(([name, value]) => `${name}: ${value}`)
      .join('\r\n')}\r\n\r\n${body}`,
  );
const word = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

const fields = ['Subject', 'From', 'In-Reply-To', 'Message-ID', 'Auto-Submitted', 'Authentication-Results', 'Content-Type'];

test('an email with any headers and text is saved and read', async () => {
  const raws = Object.values(hostileTexts).flatMap((text, n) => [
    ...fields.map((name, place) => mail({ [name]: (n + place) % 2 ? text : word(text.slice(0, 1_200)) })),
    mail({ Subject: 'Re: The guide' }, text),
    mail({ 'Content-Type': 'text/html; charset=utf-8' }, `<p>${text}</p>`),
  ]);
  for (const raw of raws) expect(await post(raw)).toBe(200);
  expect(await unread()).toEqual([]);
}, 60_000);

test('an email is saved, whatever bytes it is, and however deep it nests', async () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 400 });
  const raws = fc.sample(bytes, { numRuns: 30, seed: 7 }).map((some) => Buffer.from(some));
  const parts = Array.from({ length: 300 }, (_, n) => `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}\r\n`).join(
    '',
  );
  for (const raw of [...raws, Buffer.from(`From: a@b.example\r\n${parts}`)]) expect(await post(raw)).toBe(200);
  const nest = await world.db
    .selectFrom('incomingMails')
    .select(({ fn }) => fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow();
  expect(Number(nest.n)).toBeGreaterThan(100);
  expect(await unread()).toEqual([]);
}, 60_000);

test('an email is saved, whatever its envelope says', async () => {
  for (const [n, text] of Object.values(hostileTexts).entries())
    if (!/[\r\n\0]/.test(text)) expect(await post(mail({ Subject: `${n}` }), Buffer.from(text).toString('latin1'))).toBe(200);
  expect(await unread()).toEqual([]);
});

test('a character in two halves at the limit of a text is not cut in half', async () => {
  for (const before of ['', 'x']) {
    const subject = `${before}${'😀'.repeat(600)}`;
    const body = `${before}${'😀'.repeat(101_000)}`;
    expect(
      await post(
        mail(
          {
            Subject: word(subject).slice(0, 4_000),
            'Content-Transfer-Encoding': '8bit',
            'Content-Type': 'text/plain; charset=utf-8',
          },
          body,
        ),
      ),
    ).toBe(200);
  }
  expect(await unread()).toEqual([]);
  const words = await world.db.selectFrom('words').select('body').execute();
  for (const { body } of words) expect(body.isWellFormed()).toBe(true);
});

import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { gateway } from '../../channels/gateway.ts';

const url = 'http://127.0.0.1/texts';
const text = Buffer.from(JSON.stringify({ type: 'text', id: '1', from: '+49 151 2345-6789', text: 'STOP' }));
const signed = (token: string, body: Buffer): string => createHmac('sha256', token).update(body).digest('hex');
const received = (body: Buffer, signature: string | undefined, token = 'secret') =>
  gateway({ url, token }).receive({ headers: { 'x-signature': signature }, body });

test('only what the gateway has signed is read', () => {
  expect(received(text, signed('secret', text))).toMatchObject({ is: 'text', text: 'STOP' });
  const [, ...rest] = signed('secret', text);
  for (const wrong of [undefined, '', signed('guess', text), rest.join(''), `ÿ${rest.join('')}`, 'ÿ'.repeat(64)])
    expect(received(text, wrong)).toBeUndefined();
});

test('without a token, nobody can sign', () => {
  expect(received(text, signed('', text), '')).toBeUndefined();
});

test.each(['null', '7', '[]', '{}', '{"type":"text","id":1}', '{', '{"type":"report","id":"1","state":"lost"}'])(
  'a signed body that is neither a text nor a report, such as %s, is malformed',
  (said) => {
    const body = Buffer.from(said);
    expect(() => received(body, signed('secret', body))).toThrow(SyntaxError);
  },
);

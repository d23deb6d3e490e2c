import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createLinkSigner } from '../../content/link-signer.ts';
import { linkKinds } from '../../domain/contact/link-kinds.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import { DAY } from '../../domain/time/duration.ts';

const old = 'an old secret of thirty-two letters';
const current = 'a new secret of thirty-two letters.';
const clock = { now: () => Date.parse('2026-03-10T10:00:00Z') };
const later = (days: number) => ({ now: () => clock.now() + days * DAY });
const signer = createLinkSigner(current, 'https://go.example.com', clock);
const key = `${randomUUID()}/12/3`;

const tokenOf = (url: string): string => url.split('/').at(-1) ?? '';
const kinds = kindsOf(linkKinds);

test.for(kinds)('a link of kind %s is verified as what was signed, under its own path', (kind) => {
  const url = signer.sign(kind, key, 'guide');
  expect(new URL(url).pathname).toMatch(/^\/[a-z]\/[\w.-]+$/);
  expect(signer.verify(tokenOf(url))).toEqual({ kind, key, link: 'guide' });
  expect(signer.verify(tokenOf(signer.sign(kind, key)))).toEqual({ kind, key });
});

test('the kinds have different paths', () => {
  const paths = kinds.map((kind) => new URL(signer.sign(kind, key)).pathname.split('/')[1]);
  expect(new Set(paths).size).toBe(kinds.length);
});

test('no character of a link can be changed', () => {
  const token = tokenOf(signer.sign('click', key, 'guide'));
  for (let at = 0; at < token.length; at++) {
    const changed = token.slice(0, at) + (token[at] === 'b' ? 'c' : 'b') + token.slice(at + 1);
    expect(['forged', 'malformed'], changed).toContain(signer.verify(changed));
  }
});

test('a link of one kind is not valid as another kind', () => {
  const token = tokenOf(signer.sign('open', key));
  expect(signer.verify(`u${token.slice(1)}`)).toBe('forged');
});

test.for(['', 'x', 'c', 'c.a.b', 'q.a.aaaaaaaaaaaaaaaaaaaaaa', '%00', 'c1.é.aaaaaaaaaaaaaaaaaaaaaa', 'x'.repeat(5000)])(
  'anything that is not a token is malformed: %s',
  (token) => expect(signer.verify(token)).toBe('malformed'),
);

test('a click expires after a year, an unsubscribe never', () => {
  const [click, unsubscribe] = [tokenOf(signer.sign('click', key, 'guide')), tokenOf(signer.sign('unsubscribe', key))];
  const in365 = createLinkSigner(current, 'https://go.example.com', later(365));
  const in366 = createLinkSigner(current, 'https://go.example.com', later(366));
  const in9000 = createLinkSigner(current, 'https://go.example.com', later(9000));
  expect(in365.verify(click)).toMatchObject({ kind: 'click' });
  expect(in366.verify(click)).toBe('expired');
  expect(in9000.verify(unsubscribe)).toMatchObject({ kind: 'unsubscribe' });
});

test('links that an earlier secret signed continue to work', () => {
  const before = createLinkSigner(old, 'https://go.example.com', clock);
  const after = createLinkSigner([current, old], 'https://go.example.com', clock);
  const token = tokenOf(before.sign('unsubscribe', key));
  expect(after.verify(token)).toEqual({ kind: 'unsubscribe', key });
  expect(signer.verify(token)).toBe('forged');
  expect(after.verifyEnvelope(before.signEnvelope(key))).toEqual({ key });
});

test.for(['999/99', '12/stayInTouch/3', '1/1', '1/afterTheTrial/12'])(
  'an envelope address fits a mail server and survives capitals: %s',
  (rest) => {
    for (const enrolment of [randomUUID(), '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff']) {
      const touchKey = `${enrolment}/${rest}`;
      const local = signer.signEnvelope(touchKey);
      expect(local.length).toBeLessThanOrEqual(64);
      expect(local).toBe(local.toLowerCase());
      expect(local).toMatch(/^[\w=]+(\.[\w=]+)*$/);
      expect(signer.verifyEnvelope(`${local.toUpperCase()}@Mail.Example.com`)).toEqual({ key: touchKey });
      expect(signer.verifyEnvelope(local)).toEqual({ key: touchKey });
    }
  },
);

test('an envelope address can’t be forged', () => {
  const local = signer.signEnvelope(key);
  expect(signer.verifyEnvelope(local.replace('.12.3.', '.12.4.'))).toBe('forged');
  expect(signer.verifyEnvelope(local.slice(0, -10) + '0000000000')).toBe('forged');
  for (const address of ['postmaster@example.com', '', '@', 'b.x.1.1.0000000000', `${local}é`])
    expect(signer.verifyEnvelope(address)).toBe('malformed');
});

test('a short secret is refused', () => {
  expect(() => createLinkSigner('short', 'https://go.example.com', clock)).toThrow('at least 32 characters, got 5');
  expect(() => createLinkSigner([], 'https://go.example.com', clock)).toThrow('at least 32 characters, got 0');
});

test('no one else can read an address in a link, and it belongs to its touch', () => {
  const sealed = signer.seal(key, 'ann@example.com');
  expect(sealed).toBe(signer.seal(key, 'ann@example.com'));
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('ann');
  expect(signer.unseal(key, sealed)).toBe('ann@example.com');
  expect(signer.unseal('another', sealed)).toBeUndefined();
  for (const other of [undefined, '', 'AAAA', sealed.slice(0, -2), `${sealed}AA`, 'A'.repeat(80)])
    expect(signer.unseal(key, other)).toBeUndefined();
});

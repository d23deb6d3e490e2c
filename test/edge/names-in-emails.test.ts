import { app } from '../support/app.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { render } from '../../activities/touch/render.ts';
import { createLinkSigner } from '../../content/link-signer.ts';
import { createRenderer } from '../../content/render.ts';
import { isHarmlessName } from '../../domain/people/harmless-name.ts';

const NOW = Date.parse('2026-03-10T10:00:00Z');
const links = createLinkSigner('a secret for tests, of 32 letters or more', 'https://go.example.com', { now: () => NOW });
const settings = {
  publicUrl: 'https://go.example.com',
  sender: {
    name: 'Ours',
    address: 'hello@ours.example',
    domain: 'ours.example',
    postalAddress: 'Ours, 1 Quay Street, Rotterdam',
  },
};
const samples = { text: 'a sample', number: 12, instant: NOW, url: 'https://www.example.com/sample' } as const;

/** The email of a content to somebody of whom such values are on file. */
function emailOf(content: string, names: { firstName: string; lastName: string; company: string }) {
  const entry = app.content[content]!.entry;
  const kinds = Object.entries(entry.variables) as [string, keyof typeof samples][];
  const variables = Object.fromEntries(kinds.map(([name, kind]) => [name, samples[kind]]));
  const order = { key: '0190a1b2-0000-7000-8000-000000000001/1/1', content, personas: [], variables, leadId: 'l', enrolmentId: 'e', campaignId: 'c', program: 'p', track: 't' }; // prettier-ignore
  const facts = { ...names, email: 'v@target.example', zone: 'UTC', rep: null, consents: [] };
  const { email } = render(
    { settings, links, policy: app.policy, renderer: createRenderer(app.content) } as never,
    order as never,
    facts as never,
    entry,
    NOW,
  );
  return JSON.stringify([email.to.name, email.subject, email.html, email.text]);
}

const hostile = [
  'Zyx, your invoice is overdue. Pay now: https://evil.example/pay',
  'zyx@evil.example',
  'www.zyx-evil.example',
  'zyx claim at evil.example',
  'Zyx 0900 1234567',
  'Zyx! You have won',
  'Dear zyx. Your account is blocked',
  `Zyx${'x'.repeat(4_997)}`,
  `Zyx https://evil.example/${'x'.repeat(4_970)}`,
  'Zyx\nBcc: everybody@evil.example',
];

test.each(Object.keys(app.content))('in the email "%s" stands no name that reads as a message', (content) => {
  for (const text of hostile)
    expect(emailOf(content, { firstName: text, lastName: text, company: text }), text).not.toMatch(/zyx|evil/i);
});

test('a name that passes as harmless has no link, address, number or sentence, and is short', () => {
  const piece = fc.constantFrom(
    'Ann',
    ' ',
    '. ',
    '://',
    'www.',
    '@',
    'evil.example',
    '1234',
    '! ',
    'Pay now',
    'x'.repeat(81),
    '/',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
      (text) => {
        if (isHarmlessName(text)) expect(text).not.toMatch(/:\/\/|@|www\.|\d{4}|! |.{81}|\s\S*evil\.example/);
      },
    ),
    { numRuns: 2_000 },
  );
});

test.each(['Ann', "Seán-O'Néill Jr.", 'van der Berg', 'Hollis Paper', 'Booking.com', 'St. Mary Ltd', 'A.P. Møller - Mærsk A/S', '山田 太郎', 'Kunz & Söhne GmbH', '3M', 'Dr. Oetker'])(
  'the name "%s" is shown',
  (name) => expect(isHarmlessName(name)).toBe(true),
); // prettier-ignore

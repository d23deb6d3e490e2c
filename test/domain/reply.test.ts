import { expect, test } from 'vitest';
import { classifyReply, ownWords } from '../../domain/reply.ts';

const kindOf = (body: string, more: { subject?: string; automatic?: boolean } = {}) =>
  classifyReply({ subject: 'Re: the guide', automatic: false, body, ...more });

test.each([
  ['Yes, interested. When can we talk?', 'interested'],
  ['Please send me a quote for four gates.', 'interested'],
  ['Gerne, rufen Sie mich an.', 'interested'],
  ['Does it work with SAP?', 'question'],
  ['Not now. Maybe next quarter.', 'later'],
  ['Nächstes Jahr wieder.', 'later'],
  ['Unsubscribe', 'stop'],
  ['STOP EMAILING me', 'stop'],
  ['Bitte keine weiteren E-Mails.', 'stop'],
  ['Please take me off your list, we are interested in nothing', 'stop'],
  ['Not interested.', 'unclear'],
  ['Forwarded to a colleague.', 'unclear'],
  ['', 'unclear'],
])('"%s" is %s', (body, kind) => {
  expect(kindOf(body)).toBe(kind);
});

test('a machine that answers is no reply, whatever it says', () => {
  expect(kindOf('Interested? Call me later.', { automatic: true })).toBe('automatic');
  expect(kindOf('I am away', { subject: 'Out of office: back on Monday' })).toBe('automatic');
  expect(kindOf('Ich bin nicht da', { subject: 'Abwesenheitsnotiz' })).toBe('automatic');
});

test('what we wrote is not taken for what they say', () => {
  const body =
    'Thanks!\r\n\r\nOn Mon, 9 Mar 2026, Baywright <hello@mail.example> wrote:\r\n> You can unsubscribe here.\r\n> Call me?';
  expect(ownWords(body)).toBe('Thanks!');
  expect(kindOf(body)).toBe('unclear');
  expect(ownWords('Ja.\n-- \nAnn Lee\nAnrufen: 030 1')).toBe('Ja.');
  expect(ownWords('Ok\n\n-----Original Message-----\nFrom: x')).toBe('Ok');
});

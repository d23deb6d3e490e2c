import { describe, expect, test } from 'vitest';
import { understandReply } from '../../../domain/reply/understand-reply.ts';
import { corpus } from './corpus/read-corpus.ts';

const kindOf = (body: string, more: { subject?: string; sent?: string } = {}) =>
  understandReply({ subject: 'Re: The guide', body, ...more }).kind;

describe.each(['stop', 'interested', 'question', 'later', 'notInterested', 'leftCompany', 'unclear'])('%s', (kind) => {
  test.each(corpus(kind))('in %s: "%s"', (_, body) => {
    expect(kindOf(body)).toBe(kind);
  });
});

test.each(corpus('keep'))('not an opt-out, in %s: "%s"', (_, body) => {
  expect(kindOf(body)).not.toBe('stop');
});

test('the corpora are wide: five languages and more, hundreds of lines', () => {
  const lines = (name: string) => corpus(name).length;
  expect(lines('stop')).toBeGreaterThanOrEqual(200);
  expect(lines('keep')).toBeGreaterThanOrEqual(150);
  for (const name of ['interested', 'question', 'later', 'notInterested']) {
    expect(lines(name)).toBeGreaterThanOrEqual(60);
    expect(new Set(corpus(name).map(([language]) => language)).size).toBeGreaterThanOrEqual(5);
  }
});

test.each([
  ['typographic apostrophes', 'Please don’t email me again.'],
  ['entities', 'Bitte l&ouml;schen Sie mich aus dem&nbsp;Verteiler.'],
  ['a line that was broken', 'This is the third mail this month and I would like you to please stop\nemailing me, thank you.'],
  ['zero-width characters', 'Unsub\u200bscribe'],
  ['full-width letters', 'ＳＴＯＰ'],
  ['a greeting and a closing', 'Hello Sam,\n\nplease remove me from your list.\n\nKind regards\nAnn Lee\nPier Seven'],
  ['a closing on the same line', 'Best regards, please unsubscribe me'],
  ['words that mail programs add as well', 'Get me off this e-mail list'],
  ['missing accents', 'Desinscrivez moi de votre liste'],
  ['a postscript', 'Thanks for the guide.\n\nBest regards\nAnn\n\nPS: Please take me off your list.'],
  ['a link that does not work', 'Please unsubscribe me, your link https://go.example.com/u/x is broken.'],
])('a wish to hear no more is heard through %s', (_, body) => {
  expect(kindOf(body)).toBe('stop');
});

test('a reply with only a subject is read there', () => {
  expect(kindOf('', { subject: 'unsubscribe' })).toBe('stop');
  expect(kindOf('Regards\nAnn', { subject: 'Unsubscribe me' })).toBe('stop');
  expect(kindOf('Thanks', { subject: 'What does a gate cost you?' })).toBe('unclear');
  expect(kindOf('', { subject: 'Re: How to unsubscribe drivers' })).toBe('unclear');
});

test('an opt-out comes before everything else in a reply', () => {
  expect(kindOf('Sounds good, call me. And please take me off your list.')).toBe('stop');
});

test.each([
  ['their signature', 'Yes, please call me tomorrow.\n\nAnn Lee\nPier Seven Logistics\nYou can unsubscribe from our customer news at any time: https://pier7.example/news'],
  ['their footer', 'Yes, please call me tomorrow.\n\nUnsubscribe: https://pier7.example/u\nDo not reply to this email.'],
  ['their signature, marked', 'Yes, please call me tomorrow.\n-- \nAnn Lee\nunsubscribe me'],
  ['their legal notice', 'Yes, please call me tomorrow.\n\nThis message is confidential and for the intended recipient only. If you are not, delete it and do not email me.'],
])('%s asks for nothing', (_, body) => {
  expect(kindOf(body)).toBe('interested');
}); // prettier-ignore

test('a person must judge an opt-out far down in a long text', () => {
  const story = 'We looked at the second gate and found that most of the lorries wait there for an hour or more. '.repeat(14);
  expect(kindOf(`${story}\n\nPlease remove me from your list.`)).toBe('unclear');
  expect(kindOf(`Please remove me from your list.\n\n${story}`)).toBe('stop');
});

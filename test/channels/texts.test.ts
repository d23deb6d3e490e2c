import { expect, test } from 'vitest';
import { formatReport } from '../../content/compile.ts';
import { definePolicy } from '../../domain/policy/policy.ts';
import { keywordIn } from '../../channels/keywords.ts';
import { inPlain, segmentsOf } from '../../channels/segments.ts';
import { sms } from '../../channels/sms.ts';
import { email, workshop } from '../content/workshop.ts';

const channel = sms({ sender: 'Us', company: 'Us', contact: 'us@us.example', url: 'http://127.0.0.1:1', token: 'a token' });

interface Parts {
  readonly matter?: string;
  readonly from?: string;
  readonly body?: string;
}

const text = ({ matter = '', from = 'marketing', body = 'Good day. Reply STOP to opt out.' }: Parts): string =>
  `---\ntopic: A topic\ntrack: educate\nposition: top\ngoal: [replied]\ncallToAction: Reply\nfrom: ${from}\n${matter}---\n${body}\n`;

/** What `trellis content` says about a text in `sms/news.txt`. */
async function report(parts: Parts, name = 'news.txt', ofEmails: Record<string, string> = {}): Promise<string> {
  await using shop = await workshop({ guide: email(), ...ofEmails }, definePolicy(), [channel]);
  await shop.write(`sms/${name}`, text(parts));
  return formatReport(await shop.build());
}

const link = 'links:\n  way: { url: https://www.example.com/way }\n';

test.each<[string, Parts]>([
  ['a plain text', {}],
  [
    'a link and a variable',
    { matter: `${link}variables:\n  at: instant\n`, body: 'It begins at {{at}}: {{links.way}} STOP to end.' },
  ],
  ['typographic quotes, which go out as plain ones', { body: `${'“Good” day – it’s us… '.repeat(6)}Reply STOP.` }],
  ['no way out in a text from a rep, which is no marketing', { from: 'rep', body: 'Shall we talk at ten?' }],
])('a text may have %s', async (_, parts) => {
  expect(await report(parts)).toMatch(/^2 contents in 2 versions/);
});

test.each<[string, Parts, string]>([
  ['is too long', { body: `${'a'.repeat(310)} STOP` }, 'has 3 parts; at most 2 are allowed. Shorten it.'],
  ['has a rare character', { body: `${'a'.repeat(140)} 🎉 STOP` }, 'has 3 parts ("🎉" leaves 70 characters a part, not 160)'],
  ['does not say how to stop it', { body: 'Good day.' }, 'does not say how to opt out. Add "Reply STOP to opt out"'],
  [
    'has a raw link',
    { body: 'See https://example.com/a STOP' },
    'has the address https://example.com/a. Declare it under links:',
  ],
  ['misspells a placeholder', { body: '{{lead.firstNam}} STOP' }, '"lead.firstNam" isn\'t declared.'],
  ['names what can be empty', { body: '{{lead.firstName}} STOP' }, '"lead.firstName" can be empty.'],
  ['has a link that it does not use', { matter: link }, 'Link "way" is declared but not used.'],
  ['has the link of an email', { body: '{{links.unsubscribe}} STOP' }, 'has {{links.unsubscribe}}, which only emails can use.'],
  ['has a partial', { body: '{{> greeting}} STOP' }, 'has {{> greeting}}. Partials are for emails'],
  ['has a subject', { matter: 'subject: Hello\n' }, 'doesn\'t know "subject".'],
  [
    'has an answer',
    { matter: 'links:\n  no: { answer: notRelevant }\n', body: '{{links.no}} STOP' },
    'is an answer, which only emails can use',
  ],
  ['has no words', { body: '' }, 'has no text.'],
])('a text that %s is refused', async (_, parts, words) => {
  expect(await report(parts)).toContain(words);
});

test.each([
  ['news.mjml', 'is not a text file.'],
  ['News.txt', "isn't the name of a text."],
  ['news.buyer.txt', 'is a version of a text that does not exist.'],
  ['guide.txt', 'is a name used by several channels: email and sms.'],
])('a file %s is refused', async (name, words) => {
  expect(await report({}, name)).toContain(words);
});

test('a persona can have its own version, and the types know the channel', async () => {
  await using shop = await workshop({ guide: email() }, definePolicy(), [channel]);
  await shop.write('sms/news.txt', text({}));
  await shop.write('sms/news.buyer.txt', '---\n---\nGood day, buyer. Reply STOP to opt out.\n');
  expect(formatReport(await shop.build())).toMatch(/^2 contents in 3 versions/);
  expect(await shop.catalog()).toContain("news: { channel: 'sms'; goal: 'replied'; links: never; variables: {} };");
  expect(await shop.catalog()).toContain('channels: { sms: unknown };');
});

test.each([
  ['a'.repeat(160), 1],
  ['a'.repeat(161), 2],
  ['€'.repeat(80), 1],
  ['€'.repeat(81), 2],
  ['a'.repeat(306), 2],
  ['a'.repeat(307), 3],
  ['ж'.repeat(70), 1],
  ['ж'.repeat(71), 2],
  ['🎉'.repeat(35), 1],
  ['🎉'.repeat(36), 2],
])('a text is split into the parts that are paid for (%#)', (words, parts) => {
  expect(segmentsOf(words).parts).toBe(parts);
});

test('typographic characters of a word processor go out as plain ones', () => {
  expect(inPlain('“It’s” 9\u202FAM – soon…')).toBe('"It\'s" 9 AM - soon...');
  expect(segmentsOf(inPlain('“It’s” 9\u202FAM – soon…')).odd).toBeUndefined();
});

test.each([
  ['STOP', 'stop'],
  [' stop. ', 'stop'],
  ['“Stop!”', 'stop'],
  ['S T O P', 'stop'],
  ['Stop all', 'stop'],
  ['ARRÊT', 'stop'],
  ['désabonner', 'stop'],
  ['Abmelden', 'stop'],
  ['Start', 'start'],
  ['HILFE?', 'help'],
  ['stop by at ten', undefined],
  ['I can start on Monday', undefined],
  ['', undefined],
  ['constructor', undefined],
])('“%s” is the keyword %s', (words, keyword) => {
  expect(keywordIn(words)).toBe(keyword);
});

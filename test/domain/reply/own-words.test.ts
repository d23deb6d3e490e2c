import { expect, test } from 'vitest';
import { htmlOwnWords } from '../../../api/mail/html-own-words.ts';
import { understandReply } from '../../../domain/reply/understand-reply.ts';
import { quoteStyles, type QuotedMail } from '../../support/quote-styles.ts';

const footer =
  'You get this mail because your details are on our list. Choose what you get (https://go.example.com/p/x), or unsubscribe (https://go.example.com/u/x).';
const mail: QuotedMail = {
  from: { name: 'Sundry', address: 'hello@mail.example.com' },
  to: { name: 'Ann', address: 'ann@pier7.example' },
  subject: 'The guide',
  text: `Hi Ann,\n\nyou asked what to look for. If you want to stop the queue at the gate, don't email your carriers again.\n\nHow much does it cost? Read the guide: https://go.example.com/c/abc\n\nSundry, 1 Dock Street\n${footer}`,
}; // prettier-ignore
const answer = 'Yes, please call me tomorrow.';
const words = (body: string, sent?: string) => understandReply({ subject: 'Re: The guide', body, sent }).words;

test('there are more than forty ways of quoting, in twenty languages', () => {
  expect(quoteStyles.length).toBeGreaterThan(40);
});

test.each(quoteStyles.map((style) => [style.name, style] as const))(
  '%s: the quoted email does not count',
  (_, { type, write }) => {
    const written = write(answer, mail);
    const body = type === 'html' ? htmlOwnWords(written) : written;
    for (const sent of [undefined, mail.text])
      expect(understandReply({ subject: 'Re: The guide', body, sent })).toEqual({ kind: 'interested', words: answer });
  },
);

test.each(quoteStyles.map((style) => [style.name, style] as const))(
  '%s: who answers nothing says nothing',
  (_, { type, write }) => {
    const written = write('', mail);
    const body = type === 'html' ? htmlOwnWords(written) : written;
    expect(understandReply({ subject: 'Re: The guide', body, sent: mail.text }).kind).toBe('unclear');
  },
);

test('an unknown style of quoting does not count if the email is known, however it was wrapped', () => {
  const wrapped = mail.text.replaceAll(/(.{40}\S*) /g, '$1\n');
  expect(understandReply({ subject: 'Re: The guide', body: `Thanks, received.\n\n${wrapped}`, sent: mail.text }).kind).toBe(
    'unclear',
  );
  const template = mail.text.replace('Ann', '{{lead.firstName}}').replaceAll(/https:\S+/g, '{{links.x}}');
  expect(understandReply({ subject: 'Re: The guide', body: `${answer}\n\n${wrapped}`, sent: template }).kind).toBe('interested');
});

test('a word that is also in our email still counts', () => {
  expect(understandReply({ subject: 'Re: The guide', body: 'unsubscribe', sent: mail.text }).kind).toBe('stop');
});

test('answers between and below quoted lines are kept', () => {
  const body = 'On Mon, 9 Mar 2026, Sundry <hello@mail.example> wrote:\n> Which gate?\nGate four.\n> When?\nOn Monday.\n';
  expect(words(body)).toBe('Gate four.\nOn Monday.');
  expect(words('Am 10.03.2026 um 11:00 schrieb X <x@y.example>:\n\n> Wann?\n\nMontag.')).toBe('Montag.');
});

test.each([
  ['Ja.\n-- \nAnn Lee\nAnrufen: 030 1', 'Ja.'],
  ['Ok\n\n-----Original Message-----\nFrom: x', 'Ok'],
  ['Ok\r\n\r\nSent from my iPhone\r\n', 'Ok'],
  ['Bitte anrufen.\n\nMit freundlichen Grüßen\nAnn Lee\nPier Seven', 'Bitte anrufen.'],
  ['Please call.\n\nThanks,\nAnn Lee\nPier Seven', 'Please call.'],
  ['Thanks\nPlease call me.', 'Thanks\nPlease call me.'],
  ['Our details:\nName: Ann Lee\nCompany: Pier Seven\nGates: 4', 'Our details:\nName: Ann Lee\nCompany: Pier Seven\nGates: 4'],
  ['Question: what does it cost?\nAnn', 'Question: what does it cost?\nAnn'],
])('%j is %j', (body, own) => {
  expect(words(body)).toBe(own);
});

test('an inline answer in HTML is kept, and HTML without words of its own is read as it is', () => {
  const inline = '<div class="gmail_quote"><div class="gmail_attr">On Tue wrote:</div><blockquote>Which gate?</blockquote><div>Gate four.</div></div>';
  expect(htmlOwnWords(inline)).toBe('Gate four.');
  expect(htmlOwnWords('<blockquote><p>Call me</p></blockquote>')).toBe('Call me');
  expect(htmlOwnWords('<p>Bitte&nbsp;sp&auml;ter, danke. M&uuml;ller &amp; S&ouml;hne</p>')).toBe('Bitte später, danke. Müller & Söhne');
}); // prettier-ignore

const alphabets = [
  'a',
  ' ',
  '\n',
  '>',
  '-',
  '_',
  '*',
  ':',
  'a:\n',
  'a: b\n',
  '> \n',
  '<',
  '&',
  '\u0300\u0316',
  '. ',
  'a@',
  'From: a\n',
  'on 1 wrote\n',
];
const moreAlphabets = [
  'stop ',
  'we ',
  'Ann Lee\n',
  '{{',
  'ﷺ',
  'please ',
  'ne ',
  'à\n',
  '– ',
  '\n-',
  "'",
  '<div>',
  '<p>a',
  '<blockquote>',
  '&nbsp;',
];

test('eight times as much of whatever letters takes about eight times as long to read', () => {
  understandReply({ subject: 'Re: x', body: 'All expressions are compiled once.' });
  const slow = [...alphabets, ...moreAlphabets].flatMap((letters) => {
    const few = timeToRead(letters, 125_000);
    const many = timeToRead(letters, 1_000_000);
    // An expression that tries every pair of letters would take 64 times as long.
    return many < 24 * Math.max(few, 1) ? [] : [`${JSON.stringify(letters)}: ${few.toFixed(1)} and ${many.toFixed(1)} ms`];
  });
  expect(slow).toEqual([]);
}, 120_000);

/** Milliseconds of the processor, and the best of three: others are at work on this machine as well. */
function timeToRead(letters: string, length: number): number {
  const body = letters.repeat(Math.ceil(length / letters.length));
  const times = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    understandReply({ subject: 'Re: x', body: htmlOwnWords(letters.startsWith('<') ? body : ''), sent: body });
    understandReply({ subject: 'Re: x', body, sent: body });
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

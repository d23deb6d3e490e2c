import fc from 'fast-check';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { definePolicy } from '../../domain/policy/policy.ts';
import { formatReport } from '../../content/compile.ts';
import { ofContent, readEntry } from '../../content/compile/read-entry.ts';
import { email, workshop } from './workshop.ts';

const SUBJECT = 'subject: "A subject"';
const withSubject = (written: string): string => email().replace(SUBJECT, () => `subject: ${written}`);

/** The subject as it is mailed, or what the build says against it. */
async function mailed(source: string): Promise<{ subject?: string; said: string }> {
  await using shop = await workshop({ sample: source });
  const report = await shop.build();
  return report.ok
    ? { subject: (await shop.compiled()).sample!.versions.default.subject, said: '' }
    : { said: formatReport(report) };
}

test.each([
  'Your #1 mistake at the dock',
  '#1 in docks',
  '*Important*',
  '&co is here',
  '!Important',
  '!!str yes',
  '@you, a word',
  '%off',
  '[Invitation] Dock day',
  '{{#if lead.firstName}}{{lead.firstName}}, {{/if}}a word',
  '- a dash',
  '? a question',
  '> 50 % off',
  '| a line',
  'Dock: what now',
  'One question:',
  'yes',
  'null',
  '~',
  '2026',
  '1.10',
  '0o17',
  '2026-01-01',
  "It's time",
  'R&D < 5 minutes',
  'C:\\new \\_ \\x',
  '`code`',
  '...',
  '<<',
  'Grüße aus 東京 🚚',
])('the subject %j is mailed as it was written', async (subject) => {
  expect(await mailed(withSubject(subject))).toEqual({ subject, said: '' });
});

test.each([
  ['"In quotes: #1"', 'In quotes: #1'],
  ["'It''s time'", "It's time"],
  ['"Say \\"hello\\" to \\\\ and \\u00e9"', 'Say "hello" to \\ and é'],
  ['with blanks behind it   \t', 'with blanks behind it'],
  ['  "with blanks before it"', 'with blanks before it'],
  ['>-\n  folded over\n  two lines', 'folded over two lines'],
  ['plain over\n  two lines', 'plain over two lines'],
])('the subject %j is mailed as YAML reads it', async (written, subject) => {
  expect(await mailed(withSubject(written))).toEqual({ subject, said: '' });
});

test.each([
  ['Our dock # internal: ask Jo', 8, 'has "# internal: ask Jo", which YAML reads as a comment. Put the whole value into quotes.'],
  ['"Our dock" # approved', 8, 'has "# approved", which YAML reads as a comment.'],
  ['Our dock\n  # the second line', 9, 'has "# the second line", which YAML reads as a comment.'],
  ['\n  #1 mistake', 9, 'has "#1 mistake", which YAML reads as a comment.'],
  ['"One" and "two"', 8, "isn't valid YAML: Unexpected scalar"],
  ["'Tis the season", 8, "isn't valid YAML: Missing closing"],
  ['"C:\\new"', 8, 'has a backslash, which means something else in double quotes. Put the value into single quotes.'],
  ['"a\\_b"', 8, 'has a backslash, which means something else in double quotes.'],
  ['|\n  two\n  lines', 8, 'subject has a line break or a tab. Write it on one line.'],
  ['one\ttab', 8, 'subject has a line break or a tab.'],
  ['R&amp;D', 8, 'subject holds an HTML entity. It is plain text: write the character itself, such as & for &amp;.'],
  ['One\nsubject: Two', 9, "isn't valid YAML: Map keys must be unique"],
  ['One\n...\nmore: two', 10, "isn't valid YAML"],
])('the subject %j is refused on its line, and nothing else is', async (written, line, message) => {
  const { said } = await mailed(withSubject(written));
  expect(said.split('\n')[0]).toContain(`emails/sample.mjml:${line}: ${message}`);
  expect(said).not.toContain('missing or empty');
});

test.each([
  ['an alias', 'personas: *all', 'has "*all", which YAML reads as a reference.'],
  ['an anchor', 'personas: &all [champion]', 'has "&all", which YAML reads as a name.'],
  ['a type', 'spare: !!bool true', 'which YAML reads as a type.'],
  ['a yes', 'spare: yes', 'spare is "yes". Write true or false.'],
  ['a comment behind a link', 'links: { go: { url: "https://a.example.com" } } # to the page', 'reads as a comment'],
  ['a comment inside', 'links:\n  go:\n    url: https://a.example.com #top', 'has "#top", which YAML reads as a comment.'],
  [
    'an address cut at its comma',
    'links: { go: { url: https://a.example.com/a, b } }',
    'Link "go" doesn\'t know "b". Put an address',
  ],
  [
    'a second link of that name',
    'links:\n  go: { url: "https://a.example.com" }\n  go: { answer: later }',
    'Map keys must be unique',
  ],
  ['a tab as indentation', 'links:\n\tgo: { url: "https://a.example.com" }', "isn't valid YAML"],
  ['an answer with an address', 'links: { go: { answer: later, page: pricing } }', 'Link "go" is an answer, which stands alone.'],
])('%s is refused with its line', async (_, matter, message) => {
  const { said } = await mailed(email({ matter }));
  expect(said).toContain(message);
  expect(said).toMatch(/^emails\/sample\.mjml:1\d: /);
});

test('a line that begins with # is a note to colleagues', async () => {
  expect(await mailed(withSubject('A word\n# Approved by Jo\n'))).toEqual({ subject: 'A word', said: '' });
});

test('whatever follows "subject:" arrives whole, or is refused', () => {
  const frontMatter = (written: string) => withSubject(written).split('---\n')[1]!.trimEnd();
  const source = { file: 'emails/sample.mjml', text: '', id: 'sample', persona: undefined, isB: false, body: '', bodyLine: 12 };
  const odd = fc.constantFrom(...'#:*&!"\'|>{}[],%@`\\-?~ \t'.split(''), 'a', 'é', '1', '{{', '}}', ' #', '# ', ': ');
  fc.assert(
    fc.property(fc.string({ unit: odd, maxLength: 12 }), fc.boolean(), (text, inDoubleQuotes) => {
      const quoted = `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
      const read = readEntry(
        { ...source, frontMatter: frontMatter(inDoubleQuotes ? quoted : text) },
        { files: new Map(), words: { ...definePolicy(), tracks: ['educate'] } },
      );
      if (!('declared' in read) || read.problems.length > 0) return read.problems.length > 0;
      const isQuoted = /^(["']).*\1$/.test(text.trim());
      return isQuoted && !inDoubleQuotes ? true : read.envelope.subject === text.trim();
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['a byte order mark', (source: string) => `\uFEFF${source}`],
  ['the line endings of Windows', (source: string) => source.replaceAll('\n', '\r\n')],
  ['both', (source: string) => `\uFEFF${source.replaceAll('\n', '\r\n')}`],
  ['blanks behind the two lines of ---', (source: string) => source.replaceAll('---\n', '--- \t\n')],
])('a file with %s is read like any other', async (_, changed) => {
  expect(await mailed(changed(withSubject('Dock #1')))).toEqual({ subject: 'Dock #1', said: '' });
});

test('a file that is not UTF-8 is refused: its letters would be lost', async () => {
  await using shop = await workshop({});
  await writeFile(join(shop.dir, 'emails/sample.mjml'), Buffer.from(withSubject('Grüße'), 'latin1'));
  expect(formatReport(await shop.build())).toContain("emails/sample.mjml: isn't UTF-8. Save it as UTF-8");
});

test.each(['sample.MJML', 'sample.mjml.txt', 'sample.html'])('a file that would be ignored is reported: %s', async (name) => {
  await using shop = await workshop({});
  await shop.write(`emails/${name}`, email());
  expect(formatReport(await shop.build())).toContain(
    `emails/${name}: is not an MJML file. Trellis reads only emails/<name>.mjml`,
  );
});

test('a preheader is text, also in the HTML', async () => {
  await using shop = await workshop({ sample: email().replace('A preheader', 'R&D: waits <b> 5') });
  expect((await shop.build()).problems).toEqual([]);
  const { html, preheader } = (await shop.compiled()).sample!.versions.default;
  expect(preheader).toBe('R&D: waits <b> 5');
  expect(html).toContain('R&#38;D: waits &#60;b&#62; 5');
});

test('a language that nobody knows is refused with what to write', async () => {
  expect((await mailed(email({ matter: 'language: Dutch' }))).said).toContain(
    'language is "Dutch". Write the code of a language, such as nl or pt-BR.',
  );
});

test.each([
  ['subjectTest: { percent: 50 }', 'subjectTest has no second subject. Add a line "subjectB: …".'],
  [
    'subjectB: Second\nsubjectTest: { percent: 100 }',
    'percent is not from 1 to 99. Write a whole number, such as "percent: 50".',
  ],
  [
    'subjectB: Second\nsubjectTest: { atLeast: many }',
    'atLeast is not from 30 to 1000000. Write a whole number, such as "atLeast: 200".',
  ],
  ['subjectB: Second\nsubjectTest: { percnt: 40 }', `doesn't know "percnt". Did you mean "percent"?`],
  ['subjectB: For {{lead.fistName}}', 'fistName'],
])('a second subject that says %j is refused with the remedy', async (matter, said) => {
  expect((await mailed(email({ matter }))).said).toContain(said);
});

/** A front matter in which every value that names something names nothing. */
const nothing: Readonly<Record<string, string>> = {
  language: 'nonsense',
  position: 'nonsense',
  goal: '[clicked, nonsense]',
  from: 'nonsense',
  personas: '[nonsense]',
  spare: 'nonsense',
  subjectTest: '{ nonsense: 1 }',
  variables: '{ begins: nonsense }',
  links: '{ page: { url: https://www.example.com, counts: nonsense } }',
  images: '{ team: nonsense.png }',
  attachments: '{ agenda: { file: nonsense.pdf } }',
  track: 'nonsense',
};

test('every key of the front matter holds words of the author, or is refused when it names nothing', () => {
  expect([...ofContent.ownWords, ...Object.keys(nothing)].toSorted()).toEqual(ofContent.known.toSorted());
});

test('all unknown names are reported at once, each with its line', async () => {
  const matter = Object.entries(nothing).map(([key, value]) => `${key}: ${value}`);
  const source = `---\n${[...matter, ...ofContent.ownWords.map((key) => `${key}: A word`)].join('\n')}\n---\n`;
  await using shop = await workshop({ sample: source, 'sample.champion': '---\nsubjet: Another\n---\n' });
  const { problems } = await shop.build();
  expect(problems.map(({ file, line, what }) => `${file}:${line} ${/nonsense|subjet/.exec(what)?.[0]}`).toSorted()).toEqual(
    [...matter.map((_, n) => `emails/sample.mjml:${n + 2} nonsense`), 'emails/sample.champion.mjml:2 subjet'].toSorted(),
  );
});

/** A line in a link, a picture or an event that is wrong, and how the message begins. */
const wrongLines: Readonly<Record<string, readonly (readonly [line: string, what: string])[]>> = {
  links: [
    ['url: http:/nowhere', 'Link "one" leads to'],
    ['counts: visted', 'Link "one" counts'],
    ['page: prcing', 'Link "one" names page'],
    ['utm: spring', 'Link "one" doesn\'t know "utm"'],
    ['title: Prices', 'Link "one" doesn\'t know "title"'],
  ],
  images: [
    ['src: images/none.png', 'Image "one" does not exist'],
    ['alt: "{{lead.firstName}}"', 'Image "one" has the alt text'],
    ['width: 300', 'Image "one" doesn\'t know "width"'],
    ['height: 200', 'Image "one" doesn\'t know "height"'],
  ],
  attachments: [
    ['start: tomorrow', 'Attachment "one" starts at'],
    ['minutes: many', 'Attachment "one" lasts'],
    ['title: "{{rep.nam}}, {{rep.phon}}"', 'Attachment "one" has a title in which "rep.nam"'],
    ['location: "{{sender.nme}}"', 'Attachment "one" has a location in which'],
    ['ends: later', 'Attachment "one" doesn\'t know "ends"'],
  ],
};

test.each(Object.entries(wrongLines))('of one of the %s, every fault is told at its line', async (key, lines) => {
  const written = lines.map(([line]) => `    ${line}\n`).join('');
  const source = email({ matter: `${key}:\n  one:\n${written.trimEnd()}` });
  await using shop = await workshop({ sample: source });
  const { problems } = await shop.build();
  for (const [line, what] of lines)
    expect(problems).toContainEqual({
      file: 'emails/sample.mjml',
      line: source.split('\n').findIndex((one) => one.trim() === line) + 1,
      what: expect.stringContaining(what) as string,
      fix: expect.any(String) as string,
    });
});

test('a link that both counts and intends something that nobody knows is told both, and what it leads to', async () => {
  const { said } = await mailed(email({ matter: 'links: { go: { url: ftp://a, counts: clicked, intends: atended } }' }));
  expect(said).toContain('Link "go" leads to "ftp://a".');
  expect(said).toContain('Link "go" has both "counts" and "intends".');
  expect(said).toContain('Link "go" intends "atended". Did you mean "attended"?');
});

test('a subject test that is no map is told so once, and one without a second subject of its numbers, too', async () => {
  expect((await mailed(email({ matter: 'subjectB: B\nsubjectTest: half' }))).said.match(/subjectTest isn't a map/g)).toHaveLength(
    1,
  );
  const { said } = await mailed(email({ matter: 'subjectTest: { percent: 0, atLeast: 5 }' }));
  expect(said).toContain('percent is not from 1 to 99.');
  expect(said).toContain('atLeast is not from 30 to 1000000.');
  expect(said).toContain('subjectTest has no second subject.');
});

test('an event is told of its own faults, whatever else is wrong in the front matter', async () => {
  const event = 'variables: { at: instant }\nattachments: { meeting: { start: at, minutes: 0, title: Meeting } }';
  const { said } = await mailed(email({ matter: event }).replace('track: educate', 'track: nowhere'));
  expect(said).toContain('track is "nowhere".');
  expect(said).toContain('Attachment "meeting" lasts "0" minutes.');
  expect(said).not.toContain('starts at');
});

const invented = fc.stringMatching(/^[a-z][a-zA-Z]{0,11}$/);
const named = ['track', 'position', 'goal', 'from', 'personas', 'spare'] as const;

test('every name in the front matter is known or refused', () => {
  const words = { ...definePolicy(), tracks: ['educate'] };
  const known = [...words.tracks, 'top', 'middle', 'bottom', 'marketing', 'rep', 'true', 'false', ...Object.keys(words.personas)];
  fc.assert(
    fc.property(fc.constantFrom(...named), invented, (key, word) => {
      fc.pre(!known.includes(word) && !Object.hasOwn(words.engagements, word));
      const [, frontMatter = ''] = email().split('---\n');
      const others = frontMatter.split('\n').filter((line) => !line.startsWith(`${key}:`));
      const source = {
        file: 'emails/sample.mjml',
        text: '',
        id: 'sample',
        persona: undefined,
        isB: false,
        body: '',
        bodyLine: 12,
      };
      const { problems } = readEntry(
        { ...source, frontMatter: [`${key}: ${word}`, ...others].join('\n') },
        { files: new Map(), words },
      );
      expect(problems).toMatchObject([{ line: 2, what: expect.stringContaining(`"${word}"`) as string }]);
    }),
  );
});

test.each([
  ['track: educte', 'track is "educte". Did you mean "educate"?'],
  ['goal: []', 'goal is missing or empty. Add a line "goal: […]".'],
  ['personas: [champion, champion]', 'personas has "champion" twice. Remove one of them.'],
])('%s is refused with what to write', async (line, message) => {
  const [key = ''] = line.split(':');
  const matter = email({ matter: `personas: [champion]` }).replace(new RegExp(`^${key}: .*$`, 'm'), line);
  expect((await mailed(matter)).said).toContain(message);
});

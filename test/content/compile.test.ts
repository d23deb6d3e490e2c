import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatReport } from '../../content/compile.ts';
import { definePolicy } from '../../domain/policy/policy.ts';
import { email, workshop } from './workshop.ts';

/** What the report says about a single email. */
async function saidAbout(source: string, more: Record<string, string> = {}): Promise<string> {
  await using shop = await workshop({ sample: source, ...more });
  return formatReport(await shop.build());
}

const PARAGRAPH = '<mj-section><mj-column><mj-text>One.</mj-text></mj-column></mj-section>';

test('an email without a fault is compiled, and nothing is reported', async () => {
  expect(await saidAbout(email())).toMatch(
    /^1 contents in 1 versions; the largest is sample with \d+ KB\. Wrote content\.gen\.ts and content\.gen\.json\.$/,
  );
});

test('a block between sections, which MJML would drop, is caught with its line and the remedy', async () => {
  const body = `${PARAGRAPH}\n{{#if lead.company}}\n${PARAGRAPH}\n{{/if}}`;
  expect(await saidAbout(email({ body }))).toMatch(
    /emails\/sample\.mjml:13: "\{\{#if lead\.company\}\}.* is lost .* Write <mj-raw>\{\{#if lead\.company\}\}<\/mj-raw>/,
  );
});

test('a block in mj-raw between sections survives, in HTML and in text', async () => {
  const raw = (tag: string) => `<mj-raw>${tag}</mj-raw>`;
  await using shop = await workshop({ sample: email({ body: `${raw('{{#if lead.company}}')}${PARAGRAPH}${raw('{{/if}}')}` }) });
  expect((await shop.build()).problems).toEqual([]);
  const version = (await shop.compiled()).sample!.versions.default;
  for (const part of [version.html, version.text])
    expect(part).toMatch(/\{\{#if lead\.company\}\}[\s\S]*One\.[\s\S]*\{\{\/if\}\}/);
});

test('text outside of any mj-text is caught', async () => {
  const body = `<mj-section>Stray words<mj-column><mj-text>One.</mj-text></mj-column></mj-section>`;
  expect(await saidAbout(email({ body }))).toContain('"Stray words One.');
});

test.each([
  [
    'a column',
    '<mj-section><mj-column><mj-text>One.</mj-text></mj-section>',
    '<mj-column> is not closed. Write </mj-column> where it ends.',
  ],
  ['a text, which would vanish', '<mj-section><mj-column><mj-text>One.</mj-column></mj-section>', '<mj-text> is not closed.'],
  ['a section', '<mj-section><mj-column><mj-text>One.</mj-text></mj-column>', '<mj-section> is not closed.'],
  [
    'a tag that another one overlaps',
    `<mj-section><mj-column></mj-section></mj-column>${PARAGRAPH}`,
    '</mj-column> closes nothing.',
  ],
])('what is not closed is named: %s', async (_, body, complaint) => {
  expect(await saidAbout(email({ body }))).toContain(complaint);
});

test('a tag in a comment, or one that closes itself, needs no end', async () => {
  await using shop = await workshop({
    sample: email({ body: `<!-- <mj-section> -->${PARAGRAPH.replace('<mj-text>', '<mj-divider /><mj-text>')}` }),
  });
  expect((await shop.build()).problems).toEqual([]);
});

test('a tag that MJML does not know is caught', async () => {
  expect(await saidAbout(email({ body: `${PARAGRAPH}<mj-secton></mj-secton>` }))).toContain("Element mj-secton doesn't exist");
});

test.each([
  ['a misspelt standard value', '{{rep.nam}}', '"rep.nam" isn\'t declared. Did you mean "rep.name"?'],
  ['a misspelt condition', '{{#if lead.compny}}x{{/if}}', '"lead.compny" isn\'t declared. Did you mean "lead.company"?'],
  ['an undeclared variable', '{{meetingAt}}', '"meetingAt" isn\'t declared.'],
  ['a value that can be empty, where nothing asks for it', 'Hi {{lead.firstName}}', '"lead.firstName" can be empty.'],
  [
    'a value that can be empty, in the wrong half',
    '{{#if lead.company}}x{{else}}{{lead.company}}{{/if}}',
    '"lead.company" can be empty.',
  ],
  ['an unescaped value', '{{{rep.name}}}', "{{{rep.name}}} can't be used in an email or a text."],
  ['a helper', '{{lookup rep "name"}}', "can't be used in an email or a text. Use {{name}}"],
  ['a loop', '{{#each rep}}x{{/each}}', "{{#each …}} can't be used in an email or a text."],
  ['a fixed address', '<a href="https://www.example.com">x</a>', "isn't a declared link. Declare it under links:"],
  ['a value as an address', '<a href="{{rep.name}}">x</a>', "isn't a declared link."],
  ['a value in a style', '<b style="color:{{rep.name}}">x</b>', "has a placeholder where it can't be filled in safely."],
  ['a partial that is not there', '{{> sgnature}}', 'There is no partial "sgnature". Did you mean "signature"?'],
  ['a block that is not closed', '{{#if lead.company}}x', 'Close every {{#if}}'],
  ['a block that ends as another one', '{{#if lead.company}}x{{/unless}}', 'Close every {{#if}}'],
  ['an end without a block', 'x{{/if}}', 'Open it with {{#if name}} before'],
  ['an else without a block', 'x{{else}}y', 'Open it with {{#if name}} before'],
  ['a placeholder that lacks a brace', '{{lead.firstName}', 'Write {{name}}: one name, with two braces on each side.'],
  ['a placeholder with a filter', '{{lead.firstName | upper}}', 'Write {{name}}: one name'],
])('%s in an email is caught', async (_, text, message) => {
  const said = await saidAbout(email({ text }));
  expect(said).toContain(message);
  expect(said).toMatch(/^emails\/sample\.mjml:1\d: /);
});

test.each([
  ['an unknown key', 'trak: educate', 'doesn\'t know "trak". Did you mean "track"?'],
  [
    'an unknown engagement kind on a link',
    'links: { guide: { url: "https://a.example.com", counts: downloded } }',
    'counts "downloded". Did you mean "downloaded"?',
  ],
  [
    'a deed that a click does not make',
    'links: { trial: { url: "https://a.example.com", counts: trialStarted } }',
    'Write "intends: trialStarted"',
  ],
  ['an unknown intention', 'links: { trial: { url: "https://a.example.com", intends: trialStarts } }', 'intends "trialStarts"'],
  [
    'an intention next to an act',
    'links: { trial: { url: "https://a.example.com", intends: booked, counts: clicked } }',
    'has both "counts" and "intends"',
  ],
  ['an act that no click can be', 'links: { guide: { url: "https://a.example.com", counts: bounced } }', 'counts "bounced".'],
  [
    'an address that runs a script',
    'links: { guide: { url: "javascript:alert(1)" } }',
    'leads to "javascript:alert(1)". Give a full https:// address.',
  ],
  ['a visited page without a name', 'links: { prices: { url: "https://a.example.com", counts: visited } }', 'must name a page'],
  ['an unknown answer', 'links: { no: { answer: notRelevnt } }', 'Did you mean "notRelevant"?'],
  [
    'a declared link that is not used',
    'links: { guide: { url: "https://a.example.com" } }',
    'Link "guide" is declared but not used.',
  ],
  ['a declared variable that is not used', 'variables: { seats: number }', 'Variable "seats" is declared but not used.'],
  ['an unknown type', 'variables: { seats: nummer }', 'Did you mean "number"?'],
  ['an unknown persona', 'personas: [champion, byer]', 'personas has "byer". Did you mean "buyer"?'],
  ['YAML that is none', 'spare: [', "isn't valid YAML"],
])('%s in the front matter is caught', async (_, matter, message) => {
  expect(await saidAbout(email({ matter }))).toContain(message);
});

test('an email can name the engagements and the pages of its app', async () => {
  const policy = definePolicy({
    engagements: { quoted: { label: 'asked for a quote', human: true, position: 'bottom' } },
    pages: { calculator: { label: 'calculator', position: 'middle' } },
  });
  const matter = `links:
  quote: { url: "https://a.example.com/quote", intends: quoted }
  savings: { url: "https://a.example.com/savings", counts: visited, page: calculator }`;
  const text = '<a href="{{links.quote}}">A quote</a> <a href="{{links.savings}}">Your savings</a>';
  const source = email({ matter, text }).replace('[clicked]', '[quoted]');
  await using shop = await workshop({ sample: source }, policy);
  expect((await shop.build()).problems).toEqual([]);
  expect((await shop.compiled()).sample!.entry).toMatchObject({ goal: ['quoted'], links: { savings: { page: 'calculator' } } });
  expect(await saidAbout(source)).toContain('goal has "quoted"');
});

test('an open can not be the goal of an email', async () => {
  expect(await saidAbout(email().replace('[clicked]', '[opened]'))).toMatch(/sample\.mjml:5: goal has "opened"/);
});

test('an empty subject is caught', async () => {
  expect(await saidAbout(email({ subject: '' }))).toContain('subject is missing or empty.');
});

test('a subject is checked like the body', async () => {
  expect(await saidAbout(email({ subject: '{{lead.firstName}}, a word' }))).toMatch(
    /sample\.mjml:8: "lead\.firstName" can be empty/,
  );
});

test('a block that is not closed in the subject is caught there', async () => {
  expect(await saidAbout(email({ subject: '{{#if lead.company}}x' }))).toMatch(/sample\.mjml:8: .*Close every/);
});

test.each([
  ['sender.address', 'footer', ', {{sender.address}}'],
  ['links.unsubscribe', 'footer', ', or <a href="{{links.unsubscribe}}">unsubscribe</a>'],
  ['pixel', 'pixel', /<img[^>]*>/],
])('a layout that lacks %s is refused', async (path, partial, needle) => {
  await using shop = await workshop({ sample: email() });
  const file = `partials/${partial}.mjml`;
  await shop.write(file, (await readFile(join(shop.dir, file), 'utf8')).replace(needle, ''));
  expect(formatReport(await shop.build())).toContain(`lacks {{${path}}}`);
});

test('an email that Gmail would clip is refused', async () => {
  const words = 'word '.repeat(21_000);
  expect(await saidAbout(email({ text: words }))).toMatch(/is 1\d\d KB of HTML\. Gmail clips it/);
});

test('a version for a persona that does not exist, or of an email that does not, is refused', async () => {
  const version = '---\nsubject: Other\n---\n';
  expect(await saidAbout(email(), { 'sample.champignon': version })).toContain(
    '"champignon" isn\'t a persona. Did you mean "champion"?',
  );
  expect(await saidAbout(email(), { 'smple.champion': version })).toContain('is a version of an email that does not exist.');
});

test('a version may say a subject and nothing else, and not what belongs to the whole content', async () => {
  await using shop = await workshop({ sample: email(), 'sample.champion': '---\nsubject: Other\n---\n' });
  await shop.build();
  const { versions } = (await shop.compiled()).sample!;
  expect(versions.champion).toMatchObject({ subject: 'Other', html: versions.default.html });
  await shop.write('emails/sample.champion.mjml', '---\ntrack: offer\n---\n');
  expect(formatReport(await shop.build())).toContain('doesn\'t know "track".');
});

test('nothing is written while anything is wrong', async () => {
  await using shop = await workshop({ sample: email({ text: '{{wrong}}' }) });
  expect(await shop.build()).toMatchObject({ ok: false, written: [] });
  await expect(stat(join(shop.dir, 'content.gen.ts'))).rejects.toThrow('ENOENT');
});

test('compiling twice changes nothing, and an edit makes the check fail until it is compiled', async () => {
  await using shop = await workshop({ sample: email() });
  expect(await shop.build()).toMatchObject({ ok: true, written: ['content.gen.ts', 'content.gen.json'] });
  expect(await shop.build()).toMatchObject({ ok: true, written: [] });
  expect(await shop.build(true)).toMatchObject({ ok: true, stale: [] });

  await shop.write('emails/sample.mjml', email({ text: 'Good evening.' }));
  const report = await shop.build(true);
  expect(report).toMatchObject({ ok: false, stale: ['content.gen.json'], written: [] });
  expect(formatReport(report)).toContain('content.gen.json: is out of date. Run `trellis content`');
  await shop.build();
  expect(await shop.build(true)).toMatchObject({ ok: true });
});

test('the reps of the staff file and the programs are names of the compiler, whatever is in an address', async () => {
  await using shop = await workshop({ sample: email() });
  const reps = ["zoe.o'neill@example.com", 'ann@example.com', 'ann@example.org'].map((address) => ({ email: address }));
  await shop.write('staff.json', JSON.stringify([{ slug: 'sales', reps }, { slug: 'care' }]));
  await shop.build();
  const catalog = await shop.catalog();
  expect(catalog).toContain(
    "    teams: 'care' | 'sales';\n    reps: 'ann' | 'zoe.o\\'neill';\n    programs: 'sample-program';\n",
  );
  await shop.write('staff.json', 'none');
  await shop.build();
  expect(await shop.catalog()).not.toContain('reps');
});

test('a changed word changes the hash of its version, and of no other', async () => {
  await using shop = await workshop({ one: email(), two: email() });
  await shop.build();
  const before = await shop.compiled();
  await shop.write('emails/one.mjml', email({ text: 'Good evening.' }));
  await shop.build();
  const after = await shop.compiled();
  expect(after.one!.versions.default.hash).not.toBe(before.one!.versions.default.hash);
  expect(after.two!.versions.default.hash).toBe(before.two!.versions.default.hash);
});

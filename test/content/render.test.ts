import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Compiled } from '../../content/compiled-format.ts';
import type { DecidedTest } from '../../domain/reports/ab-test.ts';
import { ContentMissing, UrlRefused, VariableRefused } from '../../content/errors.ts';
import { createRenderer, type LinkFor, type Renderer, type RenderValues } from '../../content/render.ts';
import { email, workshop } from './workshop.ts';

const values: RenderValues = {
  lead: { firstName: 'Amara', company: 'Hollis Paper', timeZone: 'America/New_York', country: 'US' },
  rep: { name: 'Jonas Reiter', title: null, phone: null },
  sender: { name: 'Sundry', address: '410 Cannery Street' },
  pictures: 'https://go.example.com/i',
  message: { id: 'm1@mail.example.com', at: Date.UTC(2027, 4, 1) },
};
const linkFor: LinkFor = (link) => `https://go.example.com/${link}?lead=1&sig=2`;

const GREETING = '{{#if lead.firstName}}Hi {{lead.firstName}},{{else}}Hello,{{/if}}';
let renderer: Renderer;
let compiled: Compiled;

beforeAll(async () => {
  await using shop = await workshop({
    plain: email({
      subject: '{{#if lead.firstName}}{{lead.firstName}}, {{/if}}a word',
      matter: 'links: { guide: { url: "https://www.example.com/guide" } }',
      text: `${GREETING} <a href="{{links.guide}}">the guide</a> from {{rep.name}}`,
    }),
    'plain.buyer': '---\nsubject: For buyers\n---\n',
    'plain.user': '---\nsubject: For users\n---\n',
    asked: email({
      text: '{{#if consent.source}}{{#if consent.date}}Since {{consent.date}} ({{consent.source}}).{{/if}}{{else}}Somebody gave us your address.{{/if}}',
    }),
    dutch: email({ matter: 'language: nl\nvariables: { at: instant, seats: number }', text: 'Op {{at}}, {{seats}} plaatsen' }),
    typed: email({
      matter: 'variables: { at: instant, seats: number, note: text, page: url }',
      text: 'At {{at}}, {{seats}} seats: {{note}} <a href="{{page}}">page</a>',
    }),
  });
  const report = await shop.build();
  expect(report.problems).toEqual([]);
  compiled = await shop.compiled();
  renderer = createRenderer(compiled);
});

const typed = { at: Date.UTC(2027, 5, 1, 13, 0), seats: 1250, note: 'a note', page: 'https://www.example.com/?a=1&b=2' };
const renderTyped = (variables: Record<string, string | number>) =>
  renderer.render('typed', [], { ...values, variables }, linkFor);

test('an email is filled in, as HTML and as text', () => {
  const mail = renderer.render('plain', [], values, linkFor);
  expect(mail).toMatchObject({ persona: 'default', subject: 'Amara, a word', preheader: 'A preheader' });
  expect(mail.version).toBe(compiled.plain!.versions.default.hash);
  expect(mail.html).toContain(
    'Hi Amara, <a href="https://go.example.com/guide?lead=1&amp;sig=2">the guide</a> from Jonas Reiter',
  );
  expect(mail.text).toContain('Hi Amara, the guide <https://go.example.com/guide?lead=1&sig=2> from Jonas Reiter');
  expect(mail.html + mail.text).not.toContain('{{');
});

test('a lead without a name is greeted without one', () => {
  const mail = renderer.render('plain', [], { ...values, lead: { ...values.lead, firstName: null } }, linkFor);
  expect(mail.subject).toBe('a word');
  expect(mail.text).toContain('Hello, the guide');
});

test("a lead gets its persona's version, else that of the next-best persona, else the default", () => {
  const personaFor = (...ranking: Parameters<Renderer['render']>[1]) =>
    renderer.render('plain', ranking, values, linkFor).persona;
  expect(personaFor('user', 'buyer')).toBe('user');
  expect(personaFor('champion', 'buyer', 'user')).toBe('buyer');
  expect(personaFor('champion', 'decision-maker')).toBe('default');
});

test('a content that does not exist is refused, with the one that was meant, and not worth a retry', () => {
  expect(() => renderer.render('plian', [], values, linkFor)).toThrow('There is no content "plian". Did you mean "plain"?');
  expect(() => renderer.render('toString', [], values, linkFor)).toThrow(ContentMissing);
  expect(new ContentMissing('x', [])).toMatchObject({ code: 'contentMissing', name: 'ContentMissing', retryable: false });
});

test('variables are written as their types ask for, in the time zone of the lead', () => {
  const { text, html } = renderTyped(typed);
  expect(text).toContain('At Tuesday, June 1 at 9:00 AM EDT, 1,250 seats: a note page <https://www.example.com/?a=1&b=2>');
  expect(html).toContain('href="https://www.example.com/?a=1&amp;b=2"');
});

test('a date is in the language of the email, in the order and with the clock of the country where it is read', () => {
  const textFor = (id: string, country: string | null, variables: Record<string, string | number>) =>
    renderer.render(id, [], { ...values, lead: { ...values.lead, country, timeZone: 'Europe/Amsterdam' }, variables }, linkFor)
      .text;
  const { note: _, page: __, ...few } = typed;
  expect(textFor('typed', 'NL', typed)).toContain('At Tuesday, 1 June at 15:00 CEST, 1,250 seats');
  expect(textFor('typed', 'GB', typed)).toContain('At Tuesday 1 June at 15:00 CEST, 1,250 seats');
  expect(textFor('typed', null, typed)).toContain('At Tuesday, June 1 at 3:00 PM GMT+2, 1,250 seats');
  expect(textFor('dutch', 'NL', few)).toContain('Op dinsdag 1 juni om 15:00 CEST, 1.250 plaatsen');
  expect(textFor('dutch', 'US', few)).toContain('Op dinsdag 1 juni om 15:00 CEST, 1.250 plaatsen');
});

test('an email can say where the consent comes from, and when it was given where the lead is', () => {
  const textWith = (consent: RenderValues['consent']) => renderer.render('asked', [], { ...values, consent }, linkFor).text;
  const at = Date.UTC(2027, 0, 12, 3, 0);
  expect(textWith({ source: 'LogiMove', at })).toContain('Since January 11, 2027 (LogiMove).');
  expect(textWith({ source: 'form/newsletter', at })).toContain('(our form newsletter)');
  expect(textWith(undefined)).toContain('Somebody gave us your address.');
});

test('an email names its language to mail programs', () => {
  const { html } = renderer.render('dutch', [], { ...values, variables: { at: typed.at, seats: 1 } }, linkFor);
  expect(html).toContain('<html lang="nl"');
  expect(html).not.toContain('lang="en"');
});

test('an email without a language has that of its layout, and one that nobody knows is refused', async () => {
  await using shop = await workshop({ sample: email({ matter: 'variables: { at: instant }', text: 'Am {{at}}' }) });
  const layout = await readFile(join(shop.dir, 'partials/layout-marketing.mjml'), 'utf8');
  const built = async (lang: string) => {
    await shop.write('partials/layout-marketing.mjml', layout.replace('<mjml lang="en">', `<mjml${lang}>`));
    return await shop.build();
  };
  const shown = async () =>
    createRenderer(await shop.compiled()).render('sample', [], { ...values, variables: { at: typed.at } }, linkFor).text;
  await built(' lang="de"');
  expect(await shown()).toContain('Am Dienstag, 1. Juni um 09:00 GMT-4');
  await built('');
  expect(await shown()).toContain('Am Tuesday, June 1 at 9:00 AM EDT');
  expect((await built(' lang="German"')).problems[0]).toMatchObject({
    what: 'has a layout with lang="German".',
    fix: 'Write the code of a language, such as nl or pt-BR.',
  });
});

test('a variable that is missing, unknown, or of another type is refused by its name, not by its value', () => {
  const { note: _, ...without } = typed;
  expect(() => renderTyped(without)).toThrow('Variable "note" of content "typed" is missing');
  expect(() => renderTyped({ ...typed, seat: 1 })).toThrow(
    'Variable "seat" of content "typed" isn\'t declared in its front matter. Did you mean "seats"?',
  );
  expect(() => renderTyped({ ...typed, seats: 'Amara' })).toThrow(VariableRefused);
  expect(() => renderTyped({ ...typed, seats: 'Amara' })).not.toThrow(/Amara/);
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' https://a.example.com',
  'http://a.example.com',
  'https://a.example.com" onclick="x',
  'data:text/html,x',
  '//a.example.com',
  'https://user@a.example.com',
  '',
])('a link to %j is refused, whether signed or given as a variable', (url) => {
  expect(() => renderer.render('plain', [], values, () => url)).toThrow(UrlRefused);
  expect(() => renderTyped({ ...typed, page: url })).toThrow(UrlRefused);
});

test.each(['http://localhost:3000/l/x', 'http://127.0.0.1/l/x', 'https://a.example.com', 'https://a.example.com:8443/x?y=1#z'])(
  'a link to %s is allowed',
  (url) => {
    expect(renderer.render('plain', [], values, () => url).text).toContain(`<${url}>`);
  },
);

test('an address that is passed is sent in its encoded form, and never with HTML in it', () => {
  const page = 'https://münchen.example/Preise & mehr';
  expect(renderTyped({ ...typed, page }).text).toContain('<https://xn--mnchen-3ya.example/Preise%20&%20mehr>');
  expect(() => renderTyped({ ...typed, page: 'https://a.example.com/?x=1&amp;y=2' })).toThrow(UrlRefused);
});

test('a name can not add a header, nor a line to the text', () => {
  const firstName = 'Amara\r\nBcc: everybody@example.com\u2028\u0000';
  const mail = renderer.render('plain', [], { ...values, lead: { ...values.lead, firstName } }, linkFor);
  expect(mail.subject).toBe('Amara Bcc: everybody@example.com, a word');
  expect(mail.text).toMatch(/^Hi Amara Bcc: everybody@example\.com, the guide/);
});

test('a name can not turn what follows around', () => {
  const mail = renderer.render('plain', [], { ...values, lead: { ...values.lead, firstName: 'Am\u202eara' } }, linkFor);
  expect(mail.subject + mail.html + mail.text).not.toContain('\u202e');
});

test('a name is not markup, not a placeholder, and is in the text as it was written', () => {
  const firstName = '<b>{{rep.name}}</b> & Søn';
  const mail = renderer.render('plain', [], { ...values, lead: { ...values.lead, firstName } }, linkFor);
  expect(mail.html).toContain('Hi &lt;b&gt;{{rep.name}}&lt;/b&gt; &amp; Søn,');
  expect(mail.text).toContain('Hi <b>{{rep.name}}</b> & Søn,');
});

test('whatever a name holds, the subject is one line and the HTML gets no tag from it', () => {
  const tags = (html: string) => html.match(/<[^>]*>/g)?.length;
  const usual = tags(renderer.render('plain', [], values, linkFor).html);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (firstName) => {
      const mail = renderer.render('plain', [], { ...values, lead: { ...values.lead, firstName: `A${firstName}` } }, linkFor);
      expect(mail.subject).not.toMatch(/[\r\n]/);
      expect(tags(mail.html)).toBe(usual);
    }),
  );
});

test('while two subjects are tested, a lead gets one of them, the same each time, and as many get the second as the file says', async () => {
  await using shop = await workshop({
    tested: email({
      subject: 'First',
      matter: 'subjectB: Second: for {{rep.name}}\nsubjectTest: { percent: 30, atLeast: 100 }',
    }),
    'tested.buyer': '---\nsubject: For buyers\n---\n',
  });
  expect((await shop.build()).problems).toEqual([]);
  const both = await shop.compiled();
  const { render } = createRenderer(both);
  const sent = (leadId: string) => render('tested', [], values, linkFor, { leadId });
  const readers = Array.from({ length: 1_000 }, (_, n) => `lead ${n}`);
  const second = readers.filter((reader) => sent(reader).subject === 'Second: for Jonas Reiter');
  expect(second.length).toBeGreaterThan(250);
  expect(second.length).toBeLessThan(350);
  for (const reader of readers.slice(0, 50)) {
    const isSecond = second.includes(reader);
    expect(sent(reader).subject).toBe(isSecond ? 'Second: for Jonas Reiter' : 'First');
    expect(sent(reader).version).toBe(isSecond ? both.tested!.versionB!.hash : both.tested!.versions.default.hash);
    expect(sent(reader).subjectLine).toBe(isSecond ? 'Second: for …' : 'First');
    expect(render('tested', ['buyer'], values, linkFor, { leadId: reader }).subject).toBe('For buyers');
  }
  expect(both.tested!.versionB!.hash).not.toBe(both.tested!.versions.default.hash);
  expect(render('tested', [], values, linkFor).subject).toBe('First');

  // A decision holds for everybody, and only about these two subjects.
  const [a, b] = ['First', 'Second: for {{rep.name}}'];
  const subjects = (decided: DecidedTest) =>
    new Set(readers.map((leadId) => render('tested', [], values, linkFor, { leadId, decided }).subject));
  expect(subjects({ kept: a, dropped: b })).toEqual(new Set(['First']));
  expect(subjects({ kept: b, dropped: a })).toEqual(new Set(['Second: for Jonas Reiter']));
  expect(subjects({ kept: a, dropped: 'Another one' }).size).toBe(2);
});

test('a test can be of the text or of the format: the second version is a file of its own', async () => {
  await using shop = await workshop({
    worded: email({ subject: 'Same', text: 'Long words.', matter: 'subjectTest: { percent: 30 }' }),
    'worded.b': '---\npreheader: Another one\n---\n<mj-section><mj-column><mj-text>Short.</mj-text></mj-column></mj-section>\n',
    formed: email({ text: 'The same words.' }),
    'formed.b': '---\nlayout: rep\n---\n',
  });
  expect((await shop.build()).problems).toEqual([]);
  const both = await shop.compiled();
  expect(both.worded!.entry.abTest).toEqual({ of: 'text', subject: 'Same', percent: 30, atLeast: 200 });
  expect(both.formed!.entry.abTest).toMatchObject({ of: 'format', percent: 50 });
  const { render } = createRenderer(both);
  const readers = Array.from({ length: 1_000 }, (_, n) => `lead ${n}`);
  const short = readers.filter((leadId) => render('worded', [], values, linkFor, { leadId }).text.includes('Short.'));
  expect(short.length).toBeGreaterThan(250);
  expect(short.length).toBeLessThan(350);
  const decided = { kept: 'Same (B)', dropped: 'Same (A)' };
  for (const leadId of readers.slice(0, 50)) {
    const { text, preheader, version } = render('worded', [], values, linkFor, { leadId, decided });
    expect([text.includes('Short.'), text.includes('Long words.'), preheader]).toEqual([true, false, 'Another one']);
    expect(version).toBe(both.worded!.versionB!.hash);
  }
  const [plain, layered] = (['a', 'b'] as const).map((arm) => {
    const [kept, dropped] = arm === 'a' ? ['A', 'B'] : ['B', 'A'];
    return render('formed', [], values, linkFor, {
      leadId: 'ann',
      decided: { kept: `A subject (${kept})`, dropped: `A subject (${dropped})` },
    });
  });
  expect(plain!.html).not.toBe(layered!.html);
  expect([plain, layered].every((one) => one!.text.includes('The same words.'))).toBe(true);
});

test('a second version that cannot be tested is refused with the remedy', async () => {
  const said = async (files: Readonly<Record<string, string>>) => {
    await using shop = await workshop(files);
    return (await shop.build()).problems.map(({ file, what, fix }) => `${file}: ${what} ${fix}`).join('\n');
  };
  expect(await said({ 'lost.b': '---\nsubject: B\n---\n' })).toContain('is a version of an email that does not exist.');
  expect(await said({ two: email({ matter: 'subjectB: B' }), 'two.b': '---\nsubject: C\n---\n' })).toContain(
    'there is a second version, too: emails/two.b.mjml. Test one thing: delete one of them.',
  );
  expect(await said({ two: email(), 'two.b': '---\nlayout: nowhere\n---\n' })).toContain(
    'partials/layout-nowhere.mjml: is missing.',
  );
  expect(await said({ two: email(), 'two.b': '---\ngoal: [clicked]\n---\n' })).toContain('goal');
});

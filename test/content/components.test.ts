import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatReport } from '../../content/compile.ts';
import { previewContent } from '../../content/preview.ts';
import { email, workshop } from './workshop.ts';

const column = (inside: string): string => `<mj-section><mj-column>${inside}</mj-column></mj-section>`;
const FOOTER = 'You get this mail because';

/** What an email with this body says as text, without its footer; or what the build says. */
async function textOf(body: string, head = ''): Promise<string> {
  const matter = body.includes('links.go') ? 'links: { go: { url: "https://www.example.com/a" } }' : '';
  await using shop = await workshop({ sample: email({ body, matter }) });
  const file = 'partials/head.mjml';
  await shop.write(file, (await readFile(join(shop.dir, file), 'utf8')).replace('</mj-head>', `${head}</mj-head>`));
  const report = await shop.build();
  if (!report.ok) return formatReport(report);
  const { text } = previewContent(await shop.compiled(), 'sample');
  return text.slice(0, text.indexOf(FOOTER)).trim();
}

const GO = 'https://go.example.com/sample/go';

describe('a component of MJML reads well as text:', () => {
  test.each([
    ['mj-button', column('<mj-button href="{{links.go}}">Download<br />the guide</mj-button>'), `Download the guide: ${GO}`],
    ['mj-spacer', column('<mj-text>a</mj-text><mj-spacer height="20px" /><mj-text>b</mj-text>'), 'a\n\nb'],
    ['mj-divider', column('<mj-text>a</mj-text><mj-divider /><mj-text>b</mj-text>'), 'a\n\nb'],
    [
      'mj-table',
      column(
        '<mj-table><thead><tr><th>Door</th><th>Wait</th></tr></thead><tbody><tr><td>One</td><td><b>5</b> min</td></tr><tr><td>Two</td><td></td></tr></tbody></mj-table>',
      ),
      'Door | Wait\nOne | 5 min\nTwo |',
    ],
    [
      'mj-table as a layout',
      column('<mj-table role="presentation"><tr><td>One</td><td>5 min</td></tr><tr><td>Two</td><td>-</td></tr></mj-table>'),
      'One 5 min\nTwo -',
    ],
    [
      'mj-table with a row that not everybody gets',
      column(
        '<mj-table><tr><td>For</td><td>all</td></tr>{{#if lead.company}}<tr><td>For</td><td>{{lead.company}}</td></tr>{{/if}}</mj-table>',
      ),
      'For | all\nFor | Hollis Paper',
    ],
    [
      'mj-social',
      column(
        '<mj-social><mj-social-element name="linkedin-noshare" href="{{links.go}}">LinkedIn</mj-social-element><mj-social-element name="youtube" href="{{links.go}}" alt="Our films" /></mj-social>',
      ),
      `LinkedIn: ${GO}\nOur films: ${GO}`,
    ],
    [
      'mj-hero',
      '<mj-hero mode="fixed-height" height="400px" background-width="600px" background-height="400px" background-url="https://www.example.com/dock.jpg"><mj-text>On a picture</mj-text><mj-button href="{{links.go}}">Go</mj-button></mj-hero>',
      `On a picture\n\nGo: ${GO}`,
    ],
    [
      'mj-group',
      '<mj-section><mj-group><mj-column><mj-text>left</mj-text></mj-column><mj-column><mj-text>right</mj-text></mj-column></mj-group></mj-section>',
      'left\n\nright',
    ],
    [
      'mj-navbar',
      column(
        '<mj-navbar hamburger="hamburger"><mj-navbar-link href="{{links.go}}">Guide</mj-navbar-link><mj-navbar-link href="{{links.preferences}}">Choice</mj-navbar-link></mj-navbar>',
      ),
      `Guide <${GO}> Choice <https://go.example.com/sample/preferences>`,
    ],
    [
      'mj-accordion',
      column(
        '<mj-accordion><mj-accordion-element><mj-accordion-title>Why?</mj-accordion-title><mj-accordion-text>Because {{rep.name}} says so.</mj-accordion-text></mj-accordion-element></mj-accordion>',
      ),
      'Why?\n\nBecause Jonas Reiter says so.',
    ],
    ['mj-raw', `<mj-raw><p>Raw <b>words</b></p></mj-raw>${column('<mj-text>Text</mj-text>')}`, 'Raw words\n\nText'],
    ['mj-class', column('<mj-text mj-class="quote">Quoted</mj-text>'), 'Quoted'],
    [
      'mj-image that is a link, its attributes in any order',
      column('<mj-image title="x" alt="For {{rep.name}}" href="{{links.go}}" src="https://www.example.com/dock.png" />'),
      `For Jonas Reiter: ${GO}`,
    ],
  ])('%s', async (_, body, text) => {
    expect((await textOf(body)).replaceAll(/\n{2,}(?=Our films)/g, '\n')).toBe(text);
  });

  test.each([
    ['mj-preview', '<mj-preview>Not in the text</mj-preview>'],
    ['mj-style', '<mj-style>.x { color: #000000; }</mj-style><mj-style inline="inline">.y { color: #000000; }</mj-style>'],
    ['mj-font', '<mj-font name="Inter" href="https://fonts.example.com/css2?family=Inter" />'],
    ['mj-breakpoint', '<mj-breakpoint width="320px" />'],
    [
      'mj-attributes',
      '<mj-attributes><mj-text color="#000000" /><mj-class name="logo" src="https://www.example.com/a.png" alt="Logo" /></mj-attributes>',
    ],
    [
      'mj-html-attributes',
      '<mj-html-attributes><mj-selector path=".x div"><mj-html-attribute name="data-id">4</mj-html-attribute></mj-selector></mj-html-attributes>',
    ],
  ])('%s in the head', async (_, head) => {
    expect(await textOf(column('<mj-text css-class="x" font-family="Inter">Words</mj-text>'), head)).toBe('Words');
  });
});

describe('the text part', () => {
  test.each([
    [
      'headings',
      '<h1>One</h1><h2>Two</h2><h3>Three points for you</h3><h6>Six</h6>',
      'One\n\nTwo\n\nThree points for you\n\nSix',
    ],
    ['a placeholder in a heading', '<h3>{{#if lead.company}}For {{lead.company}}{{/if}}</h3>', 'For Hollis Paper'],
    [
      'lists',
      '<ul><li>first</li><li>second <b>bold</b></li></ul><ol><li>one</li><li>two</li></ol>',
      '- first\n - second bold\n\n 1. one\n 2. two',
    ],
    ['paragraphs and lines', '<p>One<br />two</p><p>Three</p><blockquote>Four</blockquote>', 'One\ntwo\n\nThree\n\n> Four'],
    ['links', 'See <a href="{{links.go}}">the guide</a>.', `See the guide <${GO}>.`],
    [
      'a link in a picture',
      '<a href="{{links.go}}"><img src="https://www.example.com/a.png" alt="The guide" /></a> and more',
      `The guide <${GO}> and more`,
    ],
    [
      'mail addresses',
      '<a href="mailto:ann@example.com?subject=Hello%20there">Ann</a> or <a href="mailto:ann@example.com">ann@example.com</a>',
      'Ann <ann@example.com> or ann@example.com',
    ],
    [
      'phone numbers',
      '<a href="tel:+14105550142">+1 (410) 555-0142</a> or <a href="tel:+14105550142">us</a>',
      '+1 (410) 555-0142 or us <+14105550142>',
    ],
    ["the rep's phone", '{{#if rep.phone}}<a href="tel:{{rep.phone}}">{{rep.phone}}</a>{{/if}}', '+1 410 555 0142'],
    ['a long line', 'word '.repeat(60).trim(), 'word '.repeat(60).trim()],
    ['what is not for the text', '<span class="html-only">{{rep.name}}</span>Words', 'Words'],
  ])('has %s as they are written', async (_, written, text) => {
    expect(await textOf(column(`<mj-text>${written}</mj-text>`))).toBe(text);
  });

  test('of an email with everything reads like an email', async () => {
    const body = `
${column(`<mj-text><h1>Dock day</h1></mj-text>
<mj-image src="https://www.example.com/dock.png" alt="Trucks at a dock" />
<mj-text>{{> greeting}}</mj-text>
<mj-text><h3>What you will see</h3><ul><li>One door</li><li>Two trucks</li></ul></mj-text>
<mj-spacer height="10px" />
<mj-table><tr><th>Door</th><th>Wait</th></tr><tr><td>One</td><td>5 min</td></tr></mj-table>
<mj-button href="{{links.go}}">Come along</mj-button>
<mj-divider />
<mj-text>Questions? <a href="mailto:ann@example.com">Write to Ann</a>.</mj-text>`)}`;
    expect(await textOf(body)).toMatchInlineSnapshot(`
      "Dock day

      Trucks at a dock

      Hi Amara,

      What you will see

       - One door
       - Two trucks

      Door | Wait
      One | 5 min

      Come along: https://go.example.com/sample/go

      Questions? Write to Ann <ann@example.com>."
    `);
  });
});

describe('a component that would not do what it seems to is refused by its name:', () => {
  test.each([
    [
      'mj-carousel',
      column('<mj-carousel><mj-carousel-image src="https://www.example.com/a.png" alt="a" /></mj-carousel>'),
      'put the pictures below each other.',
    ],
    ['mj-include', '<mj-include path="x.mjml" />', 'Write {{> name}} for the partial'],
    [
      'mj-wrapper',
      '<mj-wrapper><mj-section></mj-section></mj-wrapper>',
      'The layout already wraps the body in one: write the sections one after the other.',
    ],
    ['mj-style', column('<mj-style>a { color: red; }</mj-style>'), 'Put it into partials/head.mjml.'],
    ['script', column('<mj-text><script>alert(1)</script></mj-text>'), "<script> can't be used in an email."],
    ['form', column('<mj-text><form><input /></form></mj-text>'), "<form> can't be used in an email."],
    [
      'linkedin',
      column('<mj-social><mj-social-element name="linkedin" href="{{links.go}}">x</mj-social-element></mj-social>'),
      'Write name="linkedin-noshare"',
    ],
    [
      'mj-social-element',
      column('<mj-social><mj-social-element name="github" href="{{links.go}}" /></mj-social>'),
      'has no alt text.',
    ],
    [
      'base-url',
      column('<mj-navbar base-url="https://a.example.com"><mj-navbar-link href="{{links.go}}">x</mj-navbar-link></mj-navbar>'),
      'has the attribute base-url. Give each link its own href.',
    ],
    [
      'mailto:',
      column('<mj-text><a href="mailto:nobody">x</a></mj-text>'),
      "isn't an email address. Write mailto:name@example.com",
    ],
    ['tel:', column('<mj-text><a href="tel:call us">x</a></mj-text>'), "isn't a phone number. Write tel:+14105550142."],
    ['href', column('<mj-text><a href=https://www.example.com/>x</a></mj-text>'), "isn't a declared link."],
    ['href', column('<mj-text><a title="a > b" href="https://www.example.com/">x</a></mj-text>'), "isn't a declared link."],
    [
      'links.go',
      column('<mj-image alt="" href="{{links.go}}" src="https://www.example.com/a.png" />'),
      'is lost in the text part. Put it into text, or into the alt text',
    ],
  ])('%s', async (name, body, message) => {
    const said = await textOf(body);
    expect(said).toContain(message);
    expect(said).toContain(name);
    expect(said).toMatch(/^emails\/sample\.mjml/);
  });
});

test.each([
  [
    'a word of several that are alike',
    `${column('<mj-text>the dock the door</mj-text>')}\n<mj-section>the<mj-column></mj-column></mj-section>`,
    13,
    '"the You get',
  ],
  [
    'one of two equal blocks',
    `{{#if lead.company}}${column('<mj-text>a</mj-text>')}{{/if}}\n${column('<mj-text>{{#if lead.company}}b{{/if}}</mj-text>')}`,
    12,
    '"{{#if lead.company}} a',
  ],
])('lost text is reported at its place: %s', async (_, body, line, excerpt) => {
  expect(await textOf(body)).toContain(`emails/sample.mjml:${line}: ${excerpt}`);
});

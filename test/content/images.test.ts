import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatReport } from '../../content/compile.ts';
import { readPicture } from '../../content/compile/read-picture.ts';
import { loadPictures } from '../../content/load-pictures.ts';
import { previewContent, writePreviews } from '../../content/preview.ts';
import { pictureFiles } from './picture-files.ts';
import { email, workshop, type Workshop } from './workshop.ts';

const column = (inside: string): string => `<mj-section><mj-column>${inside}</mj-column></mj-section>`;
const DOCK = 'images: { dock: { src: images/dock.png, alt: Trucks at a dock } }';

async function shopWith(
  source: string,
  picture: Buffer = pictureFiles.png(1200, 800),
  path = 'images/dock.png',
): Promise<Workshop> {
  const shop = await workshop({ sample: source });
  await shop.write(path, picture);
  return shop;
}

/** HTML and text of the only email, or what the build says. */
async function built(source: string, picture?: Buffer, path?: string): Promise<{ html: string; text: string; said: string }> {
  await using shop = await shopWith(source, picture, path);
  const report = await shop.build();
  if (!report.ok) return { html: '', text: '', said: formatReport(report) };
  return { ...previewContent(await shop.compiled(), 'sample'), said: '' };
}

describe('a picture of the app', () => {
  test('has its hosted address, its width and its alt text in the HTML, and the alt text in the text', async () => {
    const { html, text, said } = await built(email({ matter: DOCK, body: column('<mj-image src="{{images.dock}}" />') }));
    expect(said).toBe('');
    const img = /<img\s[^>]*dock[^>]*>/.exec(html)?.[0] ?? '';
    expect(img).toMatch(/src="\/i\/[0-9a-f]{32}\.png"/);
    expect(img).toContain('alt="Trucks at a dock"');
    expect(img).toMatch(/width="5\d\d"/); // as wide as its column
    expect(text).toMatch(/^Trucks at a dock\n/);
  });

  test('that is smaller than its column keeps its size', async () => {
    const { html } = await built(
      email({ matter: DOCK, body: column('<mj-image src="{{images.dock}}" />') }),
      pictureFiles.png(120, 80),
    );
    expect(html).toMatch(/<img\s[^>]*width="120"/);
  });

  test('takes what the tag says before what is declared', async () => {
    const { html, text } = await built(
      email({ matter: DOCK, body: column('<mj-image width="90px" alt="For {{rep.name}}" src="{{images.dock}}" />') }),
    );
    expect(html).toMatch(/<img\s[^>]*alt="For Jonas Reiter"[^>]*width="90"/);
    expect(text).toMatch(/^For Jonas Reiter\n/);
  });

  test('may be a mere ornament, which the text leaves out', async () => {
    const { text } = await built(
      email({ matter: DOCK, body: column('<mj-text>Words</mj-text><mj-image alt="" src="{{images.dock}}" />') }),
    );
    expect(text).toMatch(/^Words\n\nYou get this mail/);
  });

  test('may lead somewhere: the link is counted, the picture is not', async () => {
    await using shop = await shopWith(
      email({
        matter: `${DOCK}\nlinks: { go: { url: "https://www.example.com/" } }`,
        body: column('<mj-image href="{{links.go}}" src="{{images.dock}}" />'),
      }),
    );
    expect((await shop.build()).problems).toEqual([]);
    const compiled = await shop.compiled();
    expect(compiled.sample!.versions.default.links).toEqual(['go', 'honeypot', 'pixel', 'preferences', 'unsubscribe']);
    expect(previewContent(compiled, 'sample').text).toMatch(/^Trucks at a dock: https:\/\/\S+\/go\n/);
  });

  test('works behind words in a sentence, a section, a hero, and as a social icon', async () => {
    const { html, said } = await built(
      email({
        matter: DOCK,
        body: `
          ${column('<mj-text>Before <img src="{{images.dock}}"> after</mj-text>')}
          <mj-section background-url="{{images.dock}}"><mj-column><mj-text>Section</mj-text></mj-column></mj-section>
          <mj-hero background-url="{{images.dock}}"><mj-text>Hero</mj-text></mj-hero>
          ${column('<mj-social><mj-social-element alt="Us" src="{{images.dock}}" href="{{links.preferences}}" /></mj-social>')}`,
      }),
    );
    expect(said).toBe('');
    expect(html).not.toContain('images.dock');
    expect(html.match(/\/i\/[0-9a-f]{32}\.png/g)?.length).toBeGreaterThanOrEqual(4);
    expect(html).toContain('width="1200" height="800" style="max-width:100%;height:auto"');
  });

  test.each(Object.entries(pictureFiles).filter(([type]) => type !== 'svg' && type !== 'bmp'))(
    'may be a %s, whatever its name ends with',
    async (type, file) => {
      const { html, said } = await built(
        email({ matter: DOCK, body: column('<mj-image src="{{images.dock}}" />') }),
        file(64, 48),
      );
      expect(said).toBe('');
      expect(html).toMatch(new RegExp(String.raw`/i/[0-9a-f]{32}\.${type}"`));
    },
  );

  test.each([0, 12, 20])('that was cut after %i bytes is no picture, whatever lies behind them in memory', (length) => {
    expect(readPicture(pictureFiles.png(64, 48).subarray(0, length))).toMatchObject({ what: 'is no picture.' });
  });

  test.each([
    ['SVG', pictureFiles.svg(10, 10), 'is SVG: "images/dock.png". Mail programs do not show it: make it a PNG.'],
    ['a bitmap', pictureFiles.bmp(10, 10), 'is bmp: "images/dock.png". Mail programs show png, jpg, gif, webp.'],
    ['text', Buffer.from('not a picture'), 'is no picture: "images/dock.png".'],
    ['empty', Buffer.alloc(0), 'is no picture: "images/dock.png".'],
    ['too wide', pictureFiles.png(4001, 10), 'is 4001 × 10 pixels: "images/dock.png". Make it 4000 wide'],
    ['without any size', pictureFiles.png(0, 10), 'is 0 × 10 pixels'],
    [
      'too large',
      Buffer.concat([pictureFiles.png(10, 10), Buffer.alloc(1024 * 1024)]),
      'has 1025 KB: "images/dock.png". Make it smaller',
    ],
  ])('that is %s is refused with its line', async (_, file, message) => {
    const { said } = await built(email({ matter: DOCK, body: column('<mj-image src="{{images.dock}}" />') }), file);
    expect(said).toContain(`emails/sample.mjml:10: Image "dock" ${message}`);
  });

  test.each([
    [
      'is not there',
      'images: { dock: images/dokc.png }',
      'Image "dock" does not exist: "images/dokc.png". Did you mean "images/dock.png"?',
    ],
    ['lies outside of the folder', 'images: { dock: ../../secret.png }', 'does not exist: "../../secret.png".'],
    [
      'is cut at a comma',
      'images: { dock: { src: images/dock.png, alt: Trucks, many } }',
      'doesn\'t know "many". Put text with commas',
    ],
    ['has no source', 'images: { dock: { alt: Trucks } }', 'Image "dock" has no src.'],
    [
      'has a placeholder in its alt text',
      'images: { dock: { src: images/dock.png, alt: "{{rep.name}}" } }',
      'placeholders belong in the attribute',
    ],
    ['has an address with HTML in it', 'images: { dock: "https://a.example.com/?x=1&amp;y=2" }', 'It was copied from HTML'],
    ['is no address', 'images: { dock: "http://a.example.com/dock.png" }', 'has the address "http://a.example.com/dock.png".'],
  ])('that %s is refused', async (_, matter, message) => {
    expect((await built(email({ matter, body: column('<mj-image src="{{images.dock}}" alt="x" />') }))).said).toContain(message);
  });

  test('that no version shows is refused, like an undeclared one', async () => {
    expect((await built(email({ matter: DOCK }))).said).toContain('Image "dock" is declared but not used.');
    const body = column('<mj-image src="{{images.dokc}}" alt="x" />');
    expect((await built(email({ matter: DOCK, body }))).said).toContain(
      '"images.dokc" isn\'t declared. Did you mean "images.dock"?',
    );
    expect((await built(email({ matter: DOCK, text: 'See {{images.dock}}' }))).said).toContain('{{images.dock}} is in text.');
  });
});

describe('a picture elsewhere', () => {
  test.each([
    ['mj-image', column('<mj-image src="https://www.example.com/dock.png" alt="A dock" />')],
    [
      'srcset',
      column(
        '<mj-image src="https://www.example.com/dock.png" srcset="https://www.example.com/dock.png 1x, https://www.example.com/2.png 2x" alt="A dock" />',
      ),
    ],
    ['img', column('<mj-text><img src="https://www.example.com/dock.png" alt="A dock" /></mj-text>')],
    [
      'mj-section',
      '<mj-section background-url="https://www.example.com/dock.png"><mj-column><mj-text>A dock</mj-text></mj-column></mj-section>',
    ],
    [
      'mj-hero',
      '<mj-hero background-url="https://www.example.com/dock.png" background-width="600px" background-height="400px"><mj-text>A dock</mj-text></mj-hero>',
    ],
    ['a declared one', column('<mj-image src="{{images.far}}" />')],
  ])('stays where it is: %s', async (where, body) => {
    const matter = where === 'a declared one' ? 'images: { far: { src: "https://www.example.com/dock.png", alt: A dock } }' : '';
    const { html, text, said } = await built(email({ matter, body }));
    expect(said).toBe('');
    expect(html).toContain('https://www.example.com/dock.png');
    expect(text).toMatch(/^A dock\n/);
  });

  test('has its address in the encoded form', async () => {
    const { html } = await built(
      email({ body: column('<mj-image src="https://www.example.com/東京.png?a=1&amp;b=2" alt="x" />') }),
    );
    expect(html).toContain('src="https://www.example.com/%E6%9D%B1%E4%BA%AC.png?a=1&amp;b=2"');
  });

  test.each([
    ['without alt text', '<mj-image src="https://www.example.com/a.png" />', '<mj-image> has no alt text.'],
    ['without alt text, in a text', '<mj-text><img src="https://www.example.com/a.png"></mj-text>', '<img> has no alt text.'],
    ['over plain http', '<mj-image src="http://www.example.com/a.png" alt="x" />', "isn't a picture. Declare it under images:"],
    ['in the source itself', '<mj-image src="data:image/png;base64,AAAA" alt="x" />', "isn't a picture."],
    ['that is SVG', '<mj-image src="https://www.example.com/a.svg?x" alt="x" />', 'is SVG. Mail programs do not show it'],
    [
      'that is a link',
      '<mj-image src="{{links.preferences}}" alt="x" />',
      'A link used as a picture counts a click each time it is shown.',
    ],
    ['without quotes', '<mj-text><img src=http://www.example.com/a.png alt=x></mj-text>', "isn't a picture."],
    [
      'whose second size is elsewhere',
      '<mj-image alt="x" src="https://a.example.com/a.png" srcset="https://a.example.com/a.png 1x, //b.png 2x" />',
      "isn't a picture.",
    ],
  ])('is refused %s', async (_, tag, message) => {
    const { said } = await built(email({ body: column(tag) }));
    expect(said).toContain(message);
    expect(said).toMatch(/^emails\/sample\.mjml:12: /);
  });
});

test('a picture without alt text is found, too, where a class of the layout gives it', async () => {
  await using shop = await workshop({ sample: email({ body: column('<mj-image mj-class="logo" />') }) });
  const file = 'partials/head.mjml';
  const head = await readFile(join(shop.dir, file), 'utf8');
  const withLogo = (more: string) =>
    head.replace(
      '</mj-attributes>',
      `<mj-image padding="0" /><mj-class name="logo" src="https://a.example.com/a.png"${more} /></mj-attributes>`,
    );
  await shop.write(file, withLogo(''));
  expect(formatReport(await shop.build())).toContain('emails/sample.mjml:12: <mj-image> has no alt text.');
  await shop.write(file, withLogo(' alt="Sundry"'));
  expect(await shop.build()).toMatchObject({ ok: true });
});

test('previews show the pictures', async () => {
  await using shop = await shopWith(email({ matter: DOCK, body: column('<mj-image src="{{images.dock}}" />') }));
  await shop.build();
  const folder = await mkdtemp(join(tmpdir(), 'trellis-previews-'));
  await writePreviews(await shop.compiled(), shop.dir, folder);
  const [, src = ''] = /src="(i\/[^"]+)"/.exec(await readFile(join(folder, 'sample.html'), 'utf8')) ?? [];
  expect(await readFile(join(folder, src))).toEqual(pictureFiles.png(1200, 800));
  await rm(folder, { recursive: true });
});

test('a picture that was changed after compiling is not hosted under the old name', async () => {
  await using shop = await shopWith(email({ matter: DOCK, body: column('<mj-image src="{{images.dock}}" />') }));
  await shop.build();
  const compiled = await shop.compiled();
  const [name] = Object.keys(compiled.sample!.pictures);
  expect(await loadPictures(compiled, shop.dir)).toEqual([{ name, type: 'image/png', bytes: pictureFiles.png(1200, 800) }]);
  await shop.write('images/dock.png', pictureFiles.png(600, 400));
  await expect(loadPictures(compiled, shop.dir)).rejects.toThrow('content/images/dock.png has changed');
  expect(await shop.build(true)).toMatchObject({ ok: false, stale: ['content.gen.json'] });
});

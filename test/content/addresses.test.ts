import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodedUrl, isAllowedUrl } from '../../content/allowed-url.ts';
import { formatReport } from '../../content/compile.ts';
import { email, workshop } from './workshop.ts';

test.each([
  ['https://www.example.com/指南?q=日本', 'https://www.example.com/%E6%8C%87%E5%8D%97?q=%E6%97%A5%E6%9C%AC'],
  ['https://münchen.example/straße?ä=ö#ü', 'https://xn--mnchen-3ya.example/stra%C3%9Fe?%C3%A4=%C3%B6#%C3%BC'],
  ['https://例え.テスト/', 'https://xn--r8jz45g.xn--zckzah/'],
  ['https://www.example.com/price list.pdf', 'https://www.example.com/price%20list.pdf'],
  ['https://www.example.com/100%', 'https://www.example.com/100%25'],
  ["https://www.example.com/a|b^c`d'e<f>", 'https://www.example.com/a%7Cb%5Ec%60d%27e%3Cf%3E'],
  ['https://www.example.com/a%20b?x=1&copy=2#top', 'https://www.example.com/a%20b?x=1&copy=2#top'],
  ['http://localhost:3000/ü', 'http://localhost:3000/%C3%BC'],
])('%s goes over the wire as %s', (written, sent) => {
  expect(encodedUrl(written)).toBe(sent);
  expect(isAllowedUrl(sent)).toBe(true);
  expect(encodedUrl(sent)).toBe(sent);
});

test.each([
  'https://www.example.com/a?x=1&amp;y=2',
  'https://www.example.com/a?x=1&#38;y=2',
  'https://www.example.com/a?x=1&#x26;y=2',
  'https://www.example.com/{{lead.firstName}}',
  'https://www.example.com\\@evil.example/',
  'https://user@www.example.com/',
  'https://@www.example.com/',
  'https://www.example.com:99999/',
  'https:///www.example.com',
  'https:www.example.com',
  '//www.example.com',
  'http://www.example.com',
  'www.example.com',
  ' https://www.example.com',
  'https://www.example.com/a\tb',
  'https://www.example.com/a\nb',
  'https://www.example.com/\ud800',
  'https://[::1]/',
  'https://<b>.example/',
  'ftp://www.example.com/',
  'data:text/html,x',
  '',
])('%j is not an address', (written) => {
  expect(encodedUrl(written)).toBeUndefined();
});

test('whatever an address contains, its result fits in a header, and reads as itself', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('&', ';', 'amp', '%', '#', '?', '/', ' ', 'ü', '"', '@', ':') }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom('https://www.example.com/', 'https://www.example.com', 'https://', ''),
      anything,
      (start, rest) => {
        const url = encodedUrl(start + rest);
        if (url === undefined) return;
        expect(() => new Headers({ location: url })).not.toThrow();
        expect(url).toMatch(/^https?:\/\/[!-~]+$/);
        expect(encodedUrl(url)).toBe(url);
      },
    ),
    { numRuns: 2_000 },
  );
});

const linkTo = (url: string): string =>
  email({ matter: `links:\n  go:\n    url: ${JSON.stringify(url)}`, text: '<a href="{{links.go}}">Go</a>' });

test('an address is in the catalog as it will be sent', async () => {
  await using shop = await workshop({ sample: linkTo('https://www.example.com/指南') });
  expect((await shop.build()).problems).toEqual([]);
  expect(JSON.stringify(await shop.compiled())).toContain('https://www.example.com/%E6%8C%87%E5%8D%97');
});

test.each([
  [
    'https://www.example.com/a?x=1&amp;y=2',
    'leads to "https://www.example.com/a?x=1&amp;y=2". It was copied from HTML: write the character itself',
  ],
  ['https://www.example.com:99999/', 'leads to "https://www.example.com:99999/". Give a full https:// address.'],
])('%s is refused with file, line and remedy', async (url, message) => {
  await using shop = await workshop({ sample: linkTo(url) });
  const said = formatReport(await shop.build());
  expect(said).toContain(message);
  expect(said).toMatch(/^emails\/sample\.mjml:12: /);
});

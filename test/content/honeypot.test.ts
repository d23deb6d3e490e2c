import { app } from '../support/app.ts';
import { expect, test } from 'vitest';
import { formatReport } from '../../content/compile.ts';
import { previewContent } from '../../content/preview.ts';
import { email, workshop } from './workshop.ts';

test('every version of every email has one hidden link, whoever wrote the layout', () => {
  for (const { entry, versions } of Object.values(app.content)) {
    if (entry.channel) continue;
    for (const version of Object.values(versions)) {
      expect(version.links).toContain('honeypot');
      expect(version.html.match(/\{\{links\.honeypot\}\}/g)).toHaveLength(1);
      expect(version.text).not.toContain('honeypot');
    }
  }
});

test('no person comes across the hidden link: it has no size, no words, and no place in the order of tabs or of a screen reader', () => {
  const { html } = previewContent(app.content, 'guide');
  const [link = '', words] = /<a [^>]*sample\/honeypot[^>]*>(.*?)<\/a>/.exec(html) ?? [];
  expect(words).toBe('');
  for (const part of ['aria-hidden="true"', 'tabindex="-1"', 'width:0', 'height:0']) expect(link).toContain(part);
  expect(link).not.toMatch(/display:none|visibility|title=/);
});

test.each([
  ['declares it', { matter: 'links: { honeypot: { url: "https://www.example.com/a" } }' }, 'Link "honeypot" is a standard link.'],
  ['writes it', { text: '<a href="{{links.honeypot}}">x</a>' }, '"links.honeypot" isn\'t declared.'],
])('an author who %s is told that the hidden link is not theirs', async (_, parts, message) => {
  await using shop = await workshop({ sample: email(parts) });
  expect(formatReport(await shop.build())).toContain(message);
});

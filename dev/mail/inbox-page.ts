import { readFileSync } from 'node:fs';

/** What a browser is given. */
export interface Asset {
  type: string;
  body: string;
  /** Its content security policy. */
  policy?: string;
}

const html = new URL('./inbox-page/page.html', import.meta.url);
const style = new URL('./inbox-page/page.css', import.meta.url);
const script = new URL('./inbox-page/page.js', import.meta.url);

const read = (file: URL): string => readFileSync(file, 'utf8');

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page to read mail, by path; it needs nothing from elsewhere. */
export const inboxAssets = (smtpUrl: string): ReadonlyMap<string, Asset> =>
  new Map([
    ['/', { type: 'text/html; charset=utf-8', body: read(html).replace('{{smtp}}', smtpUrl), policy }],
    ['/page.css', { type: 'text/css; charset=utf-8', body: read(style) }],
    ['/page.js', { type: 'text/javascript; charset=utf-8', body: read(script) }],
  ]);

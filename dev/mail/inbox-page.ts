import { readFileSync } from 'node:fs';

/** A file for the browser. */
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

/** The files of the inbox page, by path; the page needs nothing else. */
export const inboxAssets = (smtpUrl: string): ReadonlyMap<string, Asset> =>
  new Map([
    ['/', { type: 'text/html; charset=utf-8', body: read(html).replace('{{smtp}}', smtpUrl), policy }],
    ['/page.css', { type: 'text/css; charset=utf-8', body: read(style) }],
    ['/page.js', { type: 'text/javascript; charset=utf-8', body: read(script) }],
  ]);

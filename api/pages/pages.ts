import { createHash } from 'node:crypto';
import { own } from '../../domain/text/own.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => own(escapes, character) ?? '');

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:6vh auto;padding:0 1rem;color:#1c2430}
h1{font-size:1.6rem;line-height:1.25}
form p{margin:1rem 0 0}
button{font:inherit;padding:.6rem 1.2rem;border:0;border-radius:.4rem;background:#1d4f91;color:#fff;cursor:pointer;margin:.25rem 0}
input{font:inherit;padding:.4rem;margin:.25rem .5rem .25rem 0}`;

/** A small HTML page. @param body HTML */
export const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title><style>${style}</style><h1>${escapeHtml(title)}</h1>${body}</html>`;

export const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`;

export const link = (url: string, text: string): string => `<p><a href="${escapeHtml(url)}">${escapeHtml(text)}</a></p>`;

/** A button that acts. Pages only ask, because scanners open every link. @param fields HTML of further inputs */
export const actButton = (label: string, fields = ''): string =>
  `<form method="post">${fields}<button type="submit">${escapeHtml(label)}</button></form>`;

/** Pages load nothing, appear in no frame, and submit their forms only to us. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

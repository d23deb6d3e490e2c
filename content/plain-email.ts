import Handlebars from 'handlebars';

/** An email that Trellis writes itself: no template of an app, no picture. */
export interface PlainEmail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

export const escaped = Handlebars.escapeExpression;

const button =
  'display:inline-block;padding:14px 26px;border-radius:6px;background:#0f5c55;color:#ffffff;font-weight:600;text-decoration:none';

/** @param text HTML */
export const paragraph = (text: string): string => `<p style="margin:0 0 16px">${text}</p>`;

export const buttonLink = (url: string, label: string): string =>
  `<p style="margin:28px 0"><a href="${escaped(url)}" style="${button}">${escaped(label)}</a></p>`;

/** @param text HTML */
export const fineprint = (text: string): string => `<p style="margin:32px 0 0;font-size:13px;color:#6d7378">${text}</p>`;

/** The whole page. @param parts HTML */
export const pageOf = (title: string, parts: readonly string[]): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<meta name="color-scheme" content="light"><title>${escaped(title)}</title></head>` +
  `<body style="margin:0;padding:24px 16px;background:#ffffff;color:#23282d;font:16px/1.6 -apple-system,'Segoe UI',Helvetica,Arial,sans-serif">` +
  `<div style="max-width:520px;margin:0 auto">${parts.join('\n')}</div></body></html>`;

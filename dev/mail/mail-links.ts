import { own } from '../../domain/text/own.ts';
/** A link as a reader sees it. */
export interface Link {
  url: string;
  /** Its text; for a picture, the alternative text. */
  text: string;
}

/** The links of a message, in order: from the HTML part, or without HTML, the addresses in the text. */
export function linksIn(html: string, text: string): Link[] {
  if (!html) return [...text.matchAll(/https?:\/\/[^\s<>"')\]]+/g)].map(([url]) => ({ url, text: url }));
  return [...html.matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a>/gi)].flatMap(([, attributes = '', content = '']) => {
    const url = attribute(attributes, 'href');
    return url ? [{ url, text: wordsOf(content) }] : [];
  });
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(attributes);
  const value = found?.[1] ?? found?.[2] ?? found?.[3];
  return value === undefined ? undefined : decoded(value).trim();
}

function wordsOf(content: string): string {
  const words = decoded(content.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
  return words || (attribute(/<img\b([^>]*)>/i.exec(content)?.[1] ?? '', 'alt') ?? '');
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

const decoded = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return own(named, name.toLowerCase()) ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

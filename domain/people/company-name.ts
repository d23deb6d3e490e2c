import { cut } from '../text/cut.ts';
import { companyDomainOf, isSharedHost } from './company-domain.ts';
import { isNoEmployer } from '../text/placeholder.ts';

const LONGEST = 200;

/** Whether a text is an email address or a URL rather than a name. */
const isAddress = (text: string): boolean => /^\S*(?:@|:\/\/|^www\.)\S*$/i.test(text);

/**
 * The name of a company; undefined if the text means an empty cell, names no employer (`self-employed`), or is a host that many
 * share (`gmail.com`).
 */
export function companyName(text = ''): string | undefined {
  const line = text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const name = cut(line, LONGEST).trim();
  if (isNoEmployer(name)) return undefined;
  if (isAddress(name)) return companyDomainOf(name);
  return /^\S+\.\S+$/.test(name) && isSharedHost(name) ? undefined : name;
}

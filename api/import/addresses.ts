import { isPlausibleAddress, normaliseAddress } from '../../domain/people/address.ts';

// Each run of signs is tried once only: a cell may hold nothing else.
const before = /^[\s<>()[\]{}"'`´“”„‘’,;:.|*#•·→]+/;
const behind = /(?<![\s<>()[\]{}"'`´“”„‘’,;:.|*/\\#!?&])[\s<>()[\]{}"'`´“”„‘’,;:.|*/\\#!?&]+$/;

/** Letters; several hundred addresses. */
const LONGEST_CELL = 20_000;

/**
 * The addresses in a cell, in their one form and in order: `Ann <ann@x.example>`, `mailto:`, several with any sign between them, punctuation around.
 * Only what is an address as a whole counts.
 */
export function addressesIn(text: string): string[] {
  const cell = text.slice(0, LONGEST_CELL);
  if (!cell.includes('@')) return cell.includes('＠') ? addressesIn(cell.normalize('NFKC')) : [];
  if (isPlausibleAddress(cell)) return [normaliseAddress(cell)];
  const inBrackets = [...cell.matchAll(/<([^<>\s]+@[^<>\s]+)>/g)].map(([, address = '']) => address);
  const parts =
    inBrackets.length > 0 ? inBrackets : cell.split(/[\s,;|<>()#]+|[/&:](?=[^\s/&:]*@)/).filter((part) => part.includes('@'));
  return parts.map(bare).filter(isPlausibleAddress).map(normaliseAddress);
}

const bare = (part: string): string =>
  trimmed(
    trimmed(part)
      .replace(/^(?:mailto|smtp|e?-?mail):/i, '')
      .replace(/\?.*$/s, ''),
  );

const trimmed = (text: string): string => text.replace(before, '').replace(behind, '');

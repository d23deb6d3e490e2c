import { isPlausibleAddress, normaliseAddress } from '../../domain/people/address.ts';

// Each pattern matches a run of punctuation only once, because a cell may contain nothing else.
const before = /^[\s<>()[\]{}"'`´“”„‘’,;:.|*#•·→]+/;
const behind = /(?<![\s<>()[\]{}"'`´“”„‘’,;:.|*/\\#!?&])[\s<>()[\]{}"'`´“”„‘’,;:.|*/\\#!?&]+$/;

/** Characters; several hundred addresses. */
const LONGEST_CELL = 20_000;

/**
 * The addresses in a cell, normalised and in order: `Ann <ann@x.example>`, `mailto:`, several with any separator, surrounding
 * punctuation. Only whole words that are an address count.
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

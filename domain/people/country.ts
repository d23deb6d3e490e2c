import countries from 'i18n-iso-countries';
import { countryAliases } from './country-aliases.ts';
import { nearest } from '../text/did-you-mean.ts';
import { remember } from '../text/remember.ts';

/** The codes that ISO 3166-1 has assigned. The package adds XK, which ISO leaves to its users. */
const assigned: ReadonlySet<string> = new Set(Object.keys(countries.getAlpha2Codes()).filter((code) => code !== 'XK'));

/** The two-letter code of every country in ISO 3166-1. */
export const isoCountries: readonly string[] = [...assigned].toSorted();

/** If two languages use one name for two countries, the earlier language decides. */
const firstLanguages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da'];

/** Removes the accents of Latin, Greek and Cyrillic letters, but not the vowel signs of other scripts. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}]/gu, '')
    .normalize('NFC');

function* namesInLanguages(): Generator<readonly [name: string, code: string]> {
  const languages = [...new Set([...firstLanguages, ...countries.getSupportedLanguages()])];
  for (const language of languages)
    for (const [code, names] of Object.entries(countries.getNames(language, { select: 'all' })))
      for (const name of names) yield [name, code];
  for (const language of languages) {
    const words = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const code of isoCountries) yield [words.of(code) ?? '', code];
  }
}

/** Computed at the first call: it takes a tenth of a second. */
const codesByName = remember((): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const [code, aliases] of Object.entries(countryAliases))
    for (const alias of aliases.split(',')) found.set(plain(alias), code);
  for (const [name, code] of namesInLanguages()) {
    const key = plain(name);
    // One or two Latin letters are a code or an alias, not a name: Vietnamese calls Italy "Ý".
    if (assigned.has(code) && !/^[a-z]{0,2}$/.test(key) && !found.has(key)) found.set(key, code);
  }
  return found;
});

/**
 * The ISO 3166-1 code of a country, given as a code of two or three letters or as a name in one of many languages. Codes that
 * ISO has withdrawn or reserved don't count, except `UK`. Undefined if the text names no known country.
 */
export const countryCode = (text = ''): string | undefined => (text.length > LONGEST ? undefined : readCode(text));

const readCode = (text: string): string | undefined =>
  codeOf(text) ?? codeOf(text.split('(')[0] ?? '') ?? codeOf(text.replace(/^([^,]+),\s*(.+)$/s, '$2 $1')) ?? agreedCode(text);

/** The country that every part of a text names: "DE - Germany", "Germany/DE". */
function agreedCode(text: string): string | undefined {
  const parts = text
    .split(/[-–—/|:()]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const codes = new Set(parts.map(codeOf));
  return parts.length > 1 && codes.size === 1 ? [...codes][0] : undefined;
}

/** Characters. No country has a longer name in any language. */
const LONGEST = 200;
const flag = /^\s*([\u{1F1E6}-\u{1F1FF}])([\u{1F1E6}-\u{1F1FF}])\s*/u;
const letterOf = (symbol = ''): string => String.fromCodePoint((symbol.codePointAt(0) ?? 0) - 0x1f1e6 + 65);

function codeOf(text: string): string | undefined {
  const [whole, first, second] = flag.exec(text) ?? [];
  if (whole !== undefined) return codeOf(letterOf(first) + letterOf(second));
  // "N/A" is not Namibia: a code has nothing between its letters.
  const letters = text.trim().toUpperCase();
  if (assigned.has(letters)) return letters;
  const byLetters = /^[A-Z]{3}$/.test(letters) ? countries.alpha3ToAlpha2(letters) : undefined;
  const byNumber = /^\d{3}$/.test(letters) ? countries.numericToAlpha2(letters) : undefined;
  if (byNumber !== undefined) return byNumber;
  return byLetters !== undefined && assigned.has(byLetters) ? byLetters : codesByName('').get(plain(text));
}

/** A name of the country that a misspelt text probably means; undefined if none is similar. */
export function countryMeant(text: string): string | undefined {
  const english = new Intl.DisplayNames(['en'], { type: 'region' });
  return nearest(text, isoCountries.map((code) => english.of(code)!)); // prettier-ignore
}

const northAmerica = new Set(['US', 'CA', 'MX']);
const europe = new Set(
  'AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SJ SK SM UA VA'.split(
    ' ',
  ),
);

/** The sales region of a country (ISO 3166), by the names that ideal profiles use; undefined for the rest of the world. */
export function regionOf(country: string | undefined): string | undefined {
  if (country === undefined) return undefined;
  if (europe.has(country)) return 'Europe';
  return northAmerica.has(country) ? 'North America' : undefined;
}

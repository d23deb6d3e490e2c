import {
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
} from 'libphonenumber-js/min';

/** What spreadsheets, ad platforms and people put before a number: `'+49…`, `="+49…"`, `p:+49…`, `Tel.: +49…`. */
const marks =
  /^(?:["'=`’\s]|(?:p|t|m|tel|telefon|phone|ph|mobile|mobil|mob|cell|fon|office|work|direct|switchboard|zentrale)\.?\s*:|(?:tel|tél|fon|mob|ph|telefon|téléphone|mobil|handy)\.?\s+(?=[+(\d]))+/i;
/** Where a second number in the same cell begins. */
const another = /[;,|\r\n]|\s\/\s|\s(?:or|oder|ou|und|and|y|o|e|of)\s/i;
/** Direction marks, zero-width characters and typographic spaces. */
const invisible = /[\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;
const shape = /^\+?[\d\s().\-–/]+(?:(?:ext|extension|x|durchwahl|dw|poste|int)\.?\s*\d{1,7})?$/i;

const cleaned = (text: string): string =>
  text
    .slice(0, 200)
    .normalize('NFKC')
    .replaceAll(invisible, '')
    .replace(marks, '')
    .split(another)[0]!
    .replaceAll(/[\s\u00A0]+/g, ' ')
    .replace(/(?:(?<!\s)\s+)?\([^()\d]*\)\s*$/, '')
    .replace(/(?<!["'’])["'’]+$/, '')
    .replace(/^(\d{5,15})\.0$/, '$1')
    .replace(/^(?:\(\s*)?00\s?(?=[1-9])/, '+')
    .replace(/^\(\+(\d+)\)/, '+$1')
    .replace(/(?<=^\+[\d\s]{1,5})\(0\)\s?/, '')
    .trim();

const MOST_DIGITS = 15; // E.164

/**
 * A phone number in international form. A number with a country code stays as it was written; a national number gets the code of
 * the lead's country (ISO 3166), or stays as it is if the country is unknown. Undefined if the text is not a number, such as
 * `4.917E+11`, whose last digits a spreadsheet has lost.
 * @example phoneNumber("'+1 612-405-0000") // '+1 612-405-0000'
 * @example phoneNumber('030 901820', 'DE') // '+49 30 901820'
 */
export function phoneNumber(text = '', country?: string): string | undefined {
  const number = cleaned(text);
  const digits = number.replace(/[a-z].*$/i, '').replaceAll(/\D/g, '');
  if (!shape.test(number) || digits.length < 4 || digits.length > MOST_DIGITS || /^0+$/.test(digits)) return undefined;
  if (number.startsWith('+')) return hasCallingCode(digits) ? number : undefined;
  const read = country && isSupportedCountry(country) ? inCountry(number, country) : undefined;
  return read?.isPossible() ? read.formatInternational() : number;
}

/** The calling codes of countries, and those of no country: ships, satellites, free and shared-cost numbers. */
const callingCodes: ReadonlySet<string> = new Set(
  getCountries()
    .map((country): string => getCountryCallingCode(country))
    .concat('800', '808', '870', '878', '881', '882', '883', '888', '979'),
);
const hasCallingCode = (digits: string): boolean => [1, 2, 3].some((length) => callingCodes.has(digits.slice(0, length)));

/** Ad platforms omit the plus, so a number that begins with the country's code is read as if it had one. */
function inCountry(number: string, country: CountryCode) {
  const withCode = number.startsWith(getCountryCallingCode(country)) ? parsePhoneNumberFromString(`+${number}`) : undefined;
  return withCode?.isValid() ? withCode : parsePhoneNumberFromString(number, country);
}

/** The first text, in order of preference, that is a phone number. */
export function firstPhone(texts: readonly (string | undefined)[], country?: string): string | undefined {
  for (const text of texts) {
    const number = phoneNumber(text, country);
    if (number !== undefined) return number;
  }
  return undefined;
}

/** A number with its country code as E.164 writes it: the same for all spellings, and what `leads.phone_key` holds. */
export const phoneKey = (number: string): string => `+${number.replace(/[A-Za-z].*$/, '').replaceAll(/\D/g, '')}`;

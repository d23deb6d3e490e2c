const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
const others: Readonly<Record<string, string>> = {
  usa: 'US',
  'united states of america': 'US',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  deutschland: 'DE',
  österreich: 'AT',
  schweiz: 'CH',
  holland: 'NL',
  'the netherlands': 'NL',
  'czech republic': 'CZ',
};

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
const codes = new Map(
  letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((code) => {
      const name = names.of(code);
      return name && name !== code ? [[name.toLowerCase(), code] as const] : [];
    }),
);

/** The ISO 3166 code of a country, given as one or by its name; undefined when it is neither. */
export const countryCode = (text: string | undefined): string | undefined => {
  const plain = text?.trim().toLowerCase() ?? '';
  const code = plain.toUpperCase();
  if (/^[a-z]{2}$/.test(plain) && plain !== 'uk') return names.of(code) ? code : undefined;
  return Object.hasOwn(others, plain) ? others[plain] : codes.get(plain);
};

const northAmerica = new Set(['US', 'CA', 'MX']);
const europe = new Set(
  'AL AD AT BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM UA VA XK'.split(
    ' ',
  ),
);

/** The sales region of a country (ISO 3166), as ideal profiles name them; undefined for the rest of the world. */
export const regionOf = (country: string | undefined): string | undefined => {
  if (country === undefined) return undefined;
  if (europe.has(country)) return 'Europe';
  return northAmerica.has(country) ? 'North America' : undefined;
};

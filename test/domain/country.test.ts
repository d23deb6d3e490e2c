import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countryCode, isoCountries, regionOf } from '../../domain/people/country.ts';

/** By code: how files, forms and people write it. */
const written: Readonly<Record<string, string>> = {
  FR: 'FR | fr | FRA | France | FRANCE | Frankreich | Francia | Frankrijk | França | Francja | Frankrike | Frankrig | Ranska | République française',
  GB: `GB | UK | uk | U.K. | GBR | United Kingdom | United Kingdom (UK) | Great Britain | England | Scotland | Wales | Northern Ireland | Vereinigtes Königreich |
    Großbritannien | Grossbritannien | Royaume-Uni | Reino Unido | Regno Unito | Verenigd Koninkrijk | Wielka Brytania | Storbritannien`,
  US: `US | USA | U.S. | U.S.A. | United States | United States of America | The United States | Vereinigte Staaten | États-Unis | Etats-Unis | Estados Unidos |
    EE. UU. | EEUU | Stati Uniti | Verenigde Staten | EUA | Stany Zjednoczone`,
  DE: 'DE | DEU | 276 | 🇩🇪 | DE - Germany | Germany/DE | 🇩🇪 Germany | Germany | GERMANY | Deutschland | BRD | Bundesrepublik Deutschland | Allemagne | Alemania | Germania | Duitsland | Alemanha | Niemcy | Tyskland',
  NL: 'NL | NLD | NED | Netherlands | The Netherlands | Holland | Nederland | Niederlande | Pays-Bas | Países Bajos | Paesi Bassi | Holandia',
  AT: 'AT | AUT | Austria | Österreich | Oesterreich | Autriche | Oostenrijk',
  CH: 'CH | CHE | SUI | Switzerland | Schweiz | Suisse | Svizzera | Suiza | Zwitserland',
  CZ: 'CZ | CZE | Czechia | Czech Republic | Tschechien | République tchèque | Česko',
  ES: 'ES | ESP | Spain | España | Espana | Spanien | Espagne | Spagna | Spanje | Hiszpania',
  IT: 'IT | ITA | Italy | Italia | Italien | Italie | Włochy',
  AE: 'AE | ARE | UAE | U.A.E. | United Arab Emirates | Emirates',
  IE: 'Ireland, Republic of | Eire',
  IR: 'Iran, Islamic Republic of',
  KR: 'KR | KOR | 한국 | South Korea | Korea, Republic of | Republic of Korea | Südkorea | Korea',
  CI: "CI | CIV | Ivory Coast | Côte d’Ivoire | Cote d'Ivoire | Elfenbeinküste",
  TR: 'TR | TUR | Turkey | Türkiye | Türkei | Turquie',
  JP: 'JP | JPN | Japan | Japon | 日本',
  RU: 'RU | RUS | Russia | Russian Federation | Russland | Россия',
  VN: 'VN | VNM | Vietnam | Viet Nam',
  BR: 'BR | BRA | Brazil | Brasil | Brasilien',
};

describe.each(Object.entries(written))('%s', (code, list) => {
  test.each(list.split('|').map((name) => name.trim()))('is "%s"', (name) => expect(countryCode(name)).toBe(code));
});

test.each('FX SU YU DD AN TP ZR BU CS UN EU EW XK XX ZZ AA QQ AC TA IC DG CP EA EL SF'.split(' '))(
  'the code %s is withdrawn, reserved or was never assigned, and is no country',
  (code) => expect(countryCode(code)).toBeUndefined(),
);

test.each([
  '',
  ' ',
  'N/A',
  '-',
  'Europe',
  'EMEA',
  'DACH',
  'Worldwide',
  'Atlantis',
  'Bavaria',
  'constructor',
  '__proto__',
  'toString',
  '12',
  'D',
  'null',
])('"%s" is no country', (text) => expect(countryCode(text)).toBeUndefined());

test('an empty text is no country', () => expect(countryCode()).toBeUndefined());

test('every country of ISO 3166 is known by its code and by its names in the large languages', () => {
  expect(isoCountries).toHaveLength(249);
  for (const language of ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'sv', 'da', 'cs', 'fi', 'pt']) {
    const names = new Intl.DisplayNames([language], { type: 'region' });
    // "Kongo" is one country in German, and the other in Norwegian: the short name is not unique anywhere.
    for (const code of isoCountries)
      if (!['CD', 'CG', 'MF', 'SX'].includes(code))
        expect([code, language, countryCode(names.of(code))]).toEqual([code, language, code]);
  }
});

test('any text is read without an error, and gives a code of ISO 3166 or nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const code = countryCode(text);
      expect(code === undefined || isoCountries.includes(code)).toBe(true);
    }),
  );
});

test('a region is that of the country', () => {
  expect(['FR', 'GB', 'US', 'JP', undefined].map(regionOf)).toEqual(['Europe', 'Europe', 'North America', undefined, undefined]);
});

/** A time zone, and whether it is sure: a large country without its state has several. */
export interface ZoneGuess {
  readonly zone: string;
  readonly sure: boolean;
}

/** Countries with one zone (of their mainland), by ISO 3166 code. The ones where most of our leads are, not all. */
const oneZone: Readonly<Record<string, string>> = {
  AE: 'Asia/Dubai',
  AR: 'America/Argentina/Buenos_Aires',
  AT: 'Europe/Vienna',
  BE: 'Europe/Brussels',
  BG: 'Europe/Sofia',
  CH: 'Europe/Zurich',
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  CO: 'America/Bogota',
  CZ: 'Europe/Prague',
  DE: 'Europe/Berlin',
  DK: 'Europe/Copenhagen',
  EE: 'Europe/Tallinn',
  ES: 'Europe/Madrid',
  FI: 'Europe/Helsinki',
  FR: 'Europe/Paris',
  GB: 'Europe/London',
  GR: 'Europe/Athens',
  HK: 'Asia/Hong_Kong',
  HR: 'Europe/Zagreb',
  HU: 'Europe/Budapest',
  IE: 'Europe/Dublin',
  IL: 'Asia/Jerusalem',
  IN: 'Asia/Kolkata',
  IT: 'Europe/Rome',
  JP: 'Asia/Tokyo',
  KR: 'Asia/Seoul',
  LT: 'Europe/Vilnius',
  LU: 'Europe/Luxembourg',
  LV: 'Europe/Riga',
  NL: 'Europe/Amsterdam',
  NO: 'Europe/Oslo',
  NZ: 'Pacific/Auckland',
  PL: 'Europe/Warsaw',
  PT: 'Europe/Lisbon',
  RO: 'Europe/Bucharest',
  SA: 'Asia/Riyadh',
  SE: 'Europe/Stockholm',
  SG: 'Asia/Singapore',
  SI: 'Europe/Ljubljana',
  SK: 'Europe/Bratislava',
  TR: 'Europe/Istanbul',
  TW: 'Asia/Taipei',
  UA: 'Europe/Kyiv',
  ZA: 'Africa/Johannesburg',
};

/** Countries with several zones: where most people live, and the states that differ from it (by the zone of most of the state). */
const manyZones: Readonly<Record<string, { readonly most: string; readonly states: Readonly<Record<string, string>> }>> = {
  US: {
    most: 'America/Chicago',
    states: {
      ...each('CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV', 'America/New_York'),
      ...each('AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI', 'America/Chicago'),
      ...each('CO ID MT NM UT WY', 'America/Denver'),
      ...each('CA NV OR WA', 'America/Los_Angeles'),
      AZ: 'America/Phoenix',
      AK: 'America/Anchorage',
      HI: 'Pacific/Honolulu',
    },
  },
  CA: {
    most: 'America/Toronto',
    states: {
      ...each('ON QC', 'America/Toronto'),
      ...each('NB NS PE', 'America/Halifax'),
      NL: 'America/St_Johns',
      MB: 'America/Winnipeg',
      SK: 'America/Regina',
      AB: 'America/Edmonton',
      BC: 'America/Vancouver',
    },
  },
  AU: {
    most: 'Australia/Sydney',
    states: {
      ...each('NSW ACT', 'Australia/Sydney'),
      VIC: 'Australia/Melbourne',
      QLD: 'Australia/Brisbane',
      SA: 'Australia/Adelaide',
      NT: 'Australia/Darwin',
      WA: 'Australia/Perth',
      TAS: 'Australia/Hobart',
    },
  },
  BR: {
    most: 'America/Sao_Paulo',
    states: { ...each('SP RJ MG ES PR SC RS DF GO BA', 'America/Sao_Paulo'), AM: 'America/Manaus' },
  },
  MX: { most: 'America/Mexico_City', states: {} },
};

function each(states: string, zone: string): Record<string, string> {
  return Object.fromEntries(states.split(' ').map((state) => [state, zone]));
}

/**
 * The time zone of a country (ISO 3166) and, where it has several, a state's postal code.
 * @param otherwise the zone for a country that is not known
 */
export const zoneFor = (country?: string, region?: string, otherwise = 'UTC'): ZoneGuess => {
  const code = country?.trim().toUpperCase() ?? '';
  const single = oneZone[code === 'UK' ? 'GB' : code];
  if (single) return { zone: single, sure: true };
  const many = manyZones[code];
  if (!many) return { zone: otherwise, sure: false };
  const zone = many.states[region?.trim().toUpperCase() ?? ''];
  return zone ? { zone, sure: true } : { zone: many.most, sure: false };
};

import { isZone, localTime } from './local-time.ts';
import { remember } from '../text/remember.ts';
import { stateZones } from './state-zones.ts';
import { own } from '../text/own.ts';

/** The company's zone until it sets another one (`TRELLIS_ZONE`). Stories happen in it, too. */
export const STANDARD_ZONE = 'Europe/Berlin';

/** A time zone, and whether it is certain: a country with several zones does not determine one. */
export interface ZoneGuess {
  readonly zone: string;
  readonly sure: boolean;
}

/** Current names of time zones for which Unicode's list has an older name. */
const newerNames: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

// TypeScript's own description of Intl lacks it; Node has it since version 24.
type LocaleWithZones = Intl.Locale & { getTimeZones(): string[] | undefined };

interface Clocks {
  /** Every zone, by its name in the time zone database. */
  readonly zones: readonly string[];
  /** One zone for each clock that differs. */
  readonly different: readonly string[];
}

/** Antarctica: its stations use the time of the countries that run them. */
const ANTARCTICA = 'AQ';

const WINTER = Date.UTC(2026, 0, 15);
const SUMMER = Date.UTC(2026, 6, 15);
const clockOf = (zone: string): string => [WINTER, SUMMER].map((at) => localTime(zone, at).offsetNanoseconds).join();

/** The zones of a country, computed at the first call for it: all countries take a third of a second. */
const clocksIn = remember((country): Clocks => {
  const isPlace = /^[A-Z]{2}$/.test(country) && country !== ANTARCTICA;
  const names = isPlace ? (new Intl.Locale(`und-${country}`) as LocaleWithZones).getTimeZones() : [];
  const zones = (names ?? []).map((zone) => own(newerNames, zone) ?? zone);
  return { zones, different: [...new Map(zones.map((zone) => [clockOf(zone), zone])).values()] };
});

/**
 * One zone for each clock that people in a country (ISO 3166) may use; all of them count if only the country is known. Empty for an
 * unknown country, and for Antarctica.
 */
export const possibleZones = (country: string): readonly string[] => clocksIn(country).different;

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** The zones of a country's states, by the state's code and each of its names. */
const zonesOfStates: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries(stateZones).map(([country, { states }]) => [
    country,
    new Map(
      Object.entries(states).flatMap(([zone, list]) =>
        list.split(',').flatMap((state) => namesOf(state).map((name) => [plain(name), zone] as const)),
      ),
    ),
  ]),
);

/** Splits `QC Quebec=Québec` into QC, Quebec and Québec. */
function namesOf(state: string): readonly string[] {
  const space = state.indexOf(' ');
  return [state.slice(0, space), ...state.slice(space + 1).split('=')];
}

/** The zone of a country's state with this code or name; `US-CA` works too. */
function zoneOfState(country: string, state: string): string | undefined {
  const zones = zonesOfStates.get(country);
  const name = plain(state);
  return zones?.get(name) ?? (name.startsWith(country.toLowerCase()) ? zones?.get(name.slice(2)) : undefined);
}

/**
 * The time zone of a country (ISO 3166) and, if the country has several, of a state by its code or name.
 * @param otherwise the zone if the country is missing or unknown
 */
export function zoneFor(country = '', state = '', otherwise = 'UTC'): ZoneGuess {
  const written = country.trim().toUpperCase();
  const code = written === 'UK' ? 'GB' : written;
  const ofState = zoneOfState(code, state);
  if (ofState !== undefined) return { zone: ofState, sure: true };
  const { zones, different } = clocksIn(code);
  const zone = stateZones[code]?.most ?? zones[0];
  return zone === undefined ? { zone: otherwise, sure: false } : { zone, sure: different.length === 1 };
}

/**
 * A time zone by its name, in the spelling of the database; undefined for any other text. An offset such as `+02:00` is not a zone:
 * it is wrong for half of the year.
 */
export function zoneNamed(text = ''): string | undefined {
  const name = text.trim();
  return /^[A-Za-z]/.test(name) && isZone(name) ? localTime(name, 0).timeZoneId : undefined;
}

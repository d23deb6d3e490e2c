import { isZone, localTime } from './local-time.ts';
import { remember } from '../lead/remember.ts';
import { stateZones } from './state-zones.ts';
import { own } from '../text/own.ts';

/** A time zone, and whether it is sure: where the clocks of a country differ, the country alone does not tell. */
export interface ZoneGuess {
  readonly zone: string;
  readonly sure: boolean;
}

/** Names of the time zone database that the Unicode list has by an older name. */
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
  /** As the time zone database knows them. */
  readonly zones: readonly string[];
  /** One zone for each clock that people live by. */
  readonly different: readonly string[];
}

/** Its stations keep the clocks of the countries that run them. */
const ANTARCTICA = 'AQ';

const WINTER = Date.UTC(2026, 0, 15);
const SUMMER = Date.UTC(2026, 6, 15);
const clockOf = (zone: string): string => [WINTER, SUMMER].map((at) => localTime(zone, at).offsetNanoseconds).join();

/** The list of all countries takes a third of a second: each is read when somebody asks for it. */
const clocksIn = remember((country): Clocks => {
  const isPlace = /^[A-Z]{2}$/.test(country) && country !== ANTARCTICA;
  const names = isPlace ? (new Intl.Locale(`und-${country}`) as LocaleWithZones).getTimeZones() : [];
  const zones = (names ?? []).map((zone) => own(newerNames, zone) ?? zone);
  return { zones, different: [...new Map(zones.map((zone) => [clockOf(zone), zone])).values()] };
});

/**
 * One zone for each clock that people in a country (ISO 3166) may live by: all of them count while the country is all that is
 * known. None for a country that is not known, or where nobody lives.
 */
export const possibleZones = (country: string): readonly string[] => clocksIn(country).different;

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** The zones of a country's states, by code and by every name. */
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

/** `QC Quebec=Québec` is QC, Quebec and Québec. */
function namesOf(state: string): readonly string[] {
  const space = state.indexOf(' ');
  return [state.slice(0, space), ...state.slice(space + 1).split('=')];
}

/** Whether a country has a state of this code or name; `US-CA` is one, too. */
const zoneOfState = (country: string, state: string): string | undefined => {
  const zones = zonesOfStates.get(country);
  const name = plain(state);
  return zones?.get(name) ?? (name.startsWith(country.toLowerCase()) ? zones?.get(name.slice(2)) : undefined);
};

/**
 * The time zone of a country (ISO 3166) and, where its clocks differ, of a state by its code or name.
 * @param otherwise the zone of leads without a country; also of one that is not known
 */
export const zoneFor = (country = '', state = '', otherwise = 'UTC'): ZoneGuess => {
  const written = country.trim().toUpperCase();
  const code = written === 'UK' ? 'GB' : written;
  const ofState = zoneOfState(code, state);
  if (ofState !== undefined) return { zone: ofState, sure: true };
  const { zones, different } = clocksIn(code);
  const zone = stateZones[code]?.most ?? zones[0];
  return zone === undefined ? { zone: otherwise, sure: false } : { zone, sure: different.length === 1 };
};

/**
 * A time zone by its name, in the spelling of the database; undefined for any other text. An offset such as `+02:00` is none:
 * it is wrong for half of the year.
 */
export const zoneNamed = (text = ''): string | undefined => {
  const name = text.trim();
  return /^[A-Za-z]/.test(name) && isZone(name) ? localTime(name, 0).timeZoneId : undefined;
};

import { describe, expect, test } from 'vitest';
import { isoCountries } from '../../domain/people/country.ts';
import { localTime } from '../../domain/time/local-time.ts';
import { stateZones } from '../../domain/time/state-zones.ts';
import { possibleZones, zoneFor, zoneNamed } from '../../domain/time/zone.ts';

describe('a state', () => {
  test.each([
    ['US', 'California', 'America/Los_Angeles'],
    ['US', 'CA', 'America/Los_Angeles'],
    ['US', 'ca', 'America/Los_Angeles'],
    ['US', 'US-CA', 'America/Los_Angeles'],
    ['US', 'New York', 'America/New_York'],
    ['US', 'Texas', 'America/Chicago'],
    ['US', 'District of Columbia', 'America/New_York'],
    ['US', 'Washington', 'America/Los_Angeles'],
    ['US', 'Hawaii', 'Pacific/Honolulu'],
    ['US', 'Arizona', 'America/Phoenix'],
    ['US', 'Puerto Rico', 'America/Puerto_Rico'],
    ['CA', 'Québec', 'America/Toronto'],
    ['CA', 'Quebec', 'America/Toronto'],
    ['CA', 'British Columbia', 'America/Vancouver'],
    ['CA', 'NL', 'America/St_Johns'],
    ['AU', 'Western Australia', 'Australia/Perth'],
    ['AU', 'WA', 'Australia/Perth'],
    ['AU', 'New South Wales', 'Australia/Sydney'],
    ['BR', 'São Paulo', 'America/Sao_Paulo'],
    ['BR', 'Sao Paulo', 'America/Sao_Paulo'],
    ['BR', 'Amazonas', 'America/Manaus'],
    ['BR', 'AC', 'America/Rio_Branco'],
    ['MX', 'Baja California', 'America/Tijuana'],
    ['MX', 'Quintana Roo', 'America/Cancun'],
    ['MX', 'Ciudad de México', 'America/Mexico_City'],
    ['MX', 'Sonora', 'America/Hermosillo'],
    ['RU', 'Novosibirsk Oblast', 'Asia/Novosibirsk'],
    ['RU', 'Москва', 'Europe/Moscow'],
    ['RU', 'Primorsky Krai', 'Asia/Vladivostok'],
    ['ID', 'Bali', 'Asia/Makassar'],
    ['ID', 'West Java', 'Asia/Jakarta'],
    ['ID', 'Papua', 'Asia/Jayapura'],
    ['ES', 'Islas Canarias', 'Atlantic/Canary'],
    ['ES', 'Las Palmas', 'Atlantic/Canary'],
    ['ES', 'Madrid', 'Europe/Madrid'],
    ['ES', 'Cataluña', 'Europe/Madrid'],
    ['PT', 'Açores', 'Atlantic/Azores'],
    ['PT', 'Madeira', 'Atlantic/Madeira'],
    ['PT', 'Lisboa', 'Europe/Lisbon'],
    ['CD', 'Haut-Katanga', 'Africa/Lubumbashi'],
    ['CL', 'Isla de Pascua', 'Pacific/Easter'],
    ['EC', 'Galápagos', 'Pacific/Galapagos'],
    ['MN', 'Khovd', 'Asia/Hovd'],
    ['NZ', 'Chatham Islands', 'Pacific/Chatham'],
    ['PF', 'Marquises', 'Pacific/Marquesas'],
  ])('%s, %s is in %s', (country, state, zone) => expect(zoneFor(country, state)).toEqual({ zone, sure: true }));

  test('that the country does not have tells nothing', () => {
    expect(zoneFor('US', 'Bavaria')).toEqual({ zone: 'America/Chicago', sure: false });
    expect(zoneFor('US', 'constructor')).toEqual({ zone: 'America/Chicago', sure: false });
    expect(zoneFor('DE', 'CA')).toEqual({ zone: 'Europe/Berlin', sure: true });
  });
});

test('every country where people live has a zone of its own, which is one of those that it may be', () => {
  const uninhabited = ['AQ', 'BV', 'HM'];
  for (const country of isoCountries) {
    const { zone } = zoneFor(country, undefined, 'Etc/GMT+9');
    expect([country, zone !== 'Etc/GMT+9']).toEqual([country, !uninhabited.includes(country)]);
    const clock = (one: string) => [0, 6].map((month) => localTime(one, Date.UTC(2026, month, 15)).offset).join();
    if (!uninhabited.includes(country))
      expect([country, possibleZones(country).map(clock)]).toEqual([country, expect.arrayContaining([clock(zone)])]);
  }
});

test('a country’s zone is certain if it has one clock', () => {
  for (const country of ['DE', 'FR', 'GB', 'IN', 'AR', 'MY', 'KZ', 'UZ'])
    expect([country, zoneFor(country).sure]).toEqual([country, true]);
  for (const country of ['US', 'CA', 'AU', 'BR', 'MX', 'RU', 'ID', 'ES', 'PT', 'CD', 'CL', 'NZ'])
    expect([country, zoneFor(country).sure]).toEqual([country, false]);
});

test('every zone of the table exists, and no state appears twice', () => {
  for (const [country, { most, states }] of Object.entries(stateZones)) {
    for (const zone of [most, ...Object.keys(states)]) expect(localTime(zone, 0).epochMilliseconds).toBe(0);
    const codes = Object.values(states).flatMap((list) => list.split(',').map((state) => state.split(' ')[0]));
    expect([country, codes.filter((code, n) => codes.indexOf(code) !== n)]).toEqual([country, []]);
  }
});

test('names of zones are those of the database', () => {
  expect(['IN', 'UA', 'VN', 'NP', 'MM'].map((country) => zoneFor(country).zone)).toEqual([
    'Asia/Kolkata',
    'Europe/Kyiv',
    'Asia/Ho_Chi_Minh',
    'Asia/Kathmandu',
    'Asia/Yangon',
  ]);
});

test('a zone is read by its name, in any case; an offset is not one', () => {
  expect(zoneNamed(' europe/berlin ')).toBe('Europe/Berlin');
  expect([undefined, '', '+02:00', 'Berlin', 'GMT+25', 'constructor'].map(zoneNamed)).toEqual(Array(6).fill(undefined));
});

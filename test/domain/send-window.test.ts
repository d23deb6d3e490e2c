import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../domain/time/duration.ts';
import { localTime } from '../../domain/time/local-time.ts';
import { standardSending } from '../../domain/contact/sending-policy.ts';
import { nextSendInstant } from '../../domain/time/send-window.ts';
import type { SendRequest } from '../../domain/time/send-window.ts';
import { isoCountries } from '../../domain/people/country.ts';
import { possibleZones, zoneFor } from '../../domain/time/zone.ts';
import { at, instants, zones } from './calendars.ts';

const request: SendRequest = {
  zone: 'Europe/Berlin',
  at: at('2026-07-01T12:00+02:00'),
  window: standardSending.window,
  quietHours: standardSending.quietHours,
  jitterMinutes: 0,
  seed: 'lead-1',
};
const next = (change: Partial<SendRequest>): string =>
  new Date(nextSendInstant({ ...request, ...change })).toISOString().slice(0, 16);

describe('an email', () => {
  test('goes at once on a weekday at noon', () => expect(nextSendInstant(request)).toBe(request.at));

  test.each([
    ['waits for the morning', '2026-07-01T03:00+02:00', '2026-07-01T07:00'],
    ['goes at the very opening', '2026-07-01T09:00+02:00', '2026-07-01T07:00'],
    ['does not go at closing time', '2026-07-01T17:00+02:00', '2026-07-02T07:00'],
    ['waits over the weekend', '2026-07-03T17:00+02:00', '2026-07-06T07:00'],
  ])('%s', (_, from, expected) => expect(next({ at: at(from) })).toBe(expected));

  test('waits over a holiday', () => {
    expect(next({ at: at('2026-07-01T20:00+02:00'), holidays: ['2026-07-02'] })).toBe('2026-07-03T07:00');
  });

  test('goes at nine by the clock on both sides of a change of the clocks', () => {
    expect(next({ zone: 'America/New_York', at: at('2026-03-06T23:00Z') })).toBe('2026-03-09T13:00');
    expect(next({ zone: 'America/New_York', at: at('2026-03-05T23:00Z') })).toBe('2026-03-06T14:00');
    expect(next({ zone: 'America/New_York', at: at('2026-10-30T23:00Z') })).toBe('2026-11-02T14:00');
  });

  test('at an opening that the clocks skip goes an hour later', () => {
    const window = { days: [7], from: '02:30', to: '10:00' } as const;
    expect(
      nextSendInstant({
        ...request,
        zone: 'America/New_York',
        at: at('2026-03-08T05:00Z'),
        window,
        quietHours: { from: '23:00', to: '01:00' },
      }),
    ).toBe(at('2026-03-08T07:30Z'));
  });

  test('keeps out of quiet hours that reach into the window, over midnight or at noon', () => {
    const window = { days: [1, 2, 3, 4, 5], from: '00:00', to: '24:00' } as const;
    expect(next({ window, at: at('2026-07-01T03:00+02:00') })).toBe('2026-07-01T06:00');
    expect(next({ window, at: at('2026-07-01T21:00+02:00') })).toBe('2026-07-02T06:00');
    expect(next({ quietHours: { from: '12:00', to: '14:00' } })).toBe('2026-07-01T12:00');
  });

  test('that may never go out is an error, not an endless search', () => {
    expect(() => nextSendInstant({ ...request, quietHours: { from: '08:00', to: '18:00' } })).toThrow(
      expect.objectContaining({ code: 'NEVER_OPEN' }),
    );
  });
});

describe('for every lead', () => {
  const requests = fc
    .record({ zone: fc.constantFrom(...zones), at: instants, seed: fc.string(), jitterMinutes: fc.nat(600) })
    .map((some) => ({ ...request, ...some }));

  test('emails go out on weekdays from nine to five, local time, and not earlier than requested', () => {
    fc.assert(
      fc.property(requests, (asked) => {
        const sent = nextSendInstant(asked);
        const local = localTime(asked.zone, sent);
        expect(sent).toBeGreaterThanOrEqual(asked.at);
        expect(local.dayOfWeek).toBeLessThanOrEqual(5);
        expect(local.hour >= 9 && local.hour < 17).toBe(true);
      }),
    );
  });

  test('a call with the answer gives the answer again', () => {
    fc.assert(
      fc.property(requests, (asked) => {
        const sent = nextSendInstant(asked);
        expect(nextSendInstant({ ...asked, at: sent })).toBe(sent);
      }),
    );
  });

  test('a later request does not go out earlier', () => {
    fc.assert(
      fc.property(requests, fc.nat(7 * 24 * 60), (asked, minutes) => {
        expect(nextSendInstant({ ...asked, at: asked.at + minutes * MINUTE })).toBeGreaterThanOrEqual(nextSendInstant(asked));
      }),
    );
  });

  test('no email waits longer than a weekend', () => {
    fc.assert(
      fc.property(requests, (asked) => {
        expect(nextSendInstant(asked) - asked.at).toBeLessThan(3 * DAY + HOUR + 600 * MINUTE);
      }),
    );
  });
});

test('the opening is spread evenly over the minutes of the jitter', () => {
  const opening = at('2026-07-01T09:00+02:00');
  const minutes = Array.from({ length: 600 }, (_, n) =>
    Math.floor(
      (nextSendInstant({ ...request, at: opening - HOUR, jitterMinutes: standardSending.jitterMinutes, seed: `lead-${n}` }) -
        opening) /
        MINUTE,
    ),
  );
  expect(Math.min(...minutes)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...minutes)).toBeLessThan(standardSending.jitterMinutes);
  const perQuarter = [0, 1, 2, 3].map((quarter) => minutes.filter((minute) => Math.floor(minute / 15) === quarter).length);
  for (const count of perQuarter) expect(count).toSatisfy((n: number) => n > 110 && n < 190);
});

describe('where the zone is a guess', () => {
  const guessed = isoCountries.filter((country) => !zoneFor(country).sure && possibleZones(country).length > 1);
  // Twenty-three hours lie between its islands.
  const narrow = guessed.filter((country) => country !== 'UM');

  test('an email goes out in the quiet hours of none of the possible zones', () => {
    fc.assert(
      fc.property(fc.constantFrom(...narrow), instants, fc.nat(90), (country, from, jitterMinutes) => {
        const zones = possibleZones(country);
        const sent = nextSendInstant({ ...request, zone: zoneFor(country).zone, possibleZones: zones, at: from, jitterMinutes });
        for (const zone of zones) {
          const { hour } = localTime(zone, sent);
          expect([country, zone, hour >= 8 && hour < 20]).toEqual([country, zone, true]);
        }
      }),
    );
  });

  test('it waits in the United States until Honolulu is up, and in the widest country for its own morning only', () => {
    const morning = at('2026-07-01T06:00Z');
    expect(next({ zone: 'America/Chicago', possibleZones: possibleZones('US'), at: morning })).toBe('2026-07-01T18:00');
    expect(next({ zone: 'America/Chicago', at: morning })).toBe('2026-07-01T14:00');
    const islands = { possibleZones: ['Pacific/Midway', 'Pacific/Kiritimati', 'Africa/Lagos'], at: morning };
    expect(next({ ...islands, zone: 'Europe/Berlin' })).toBe('2026-07-01T07:00');
  });
});

describe('the zone of a lead', () => {
  test('comes from the country, and from the state where there are several', () => {
    expect(zoneFor('de')).toEqual({ zone: 'Europe/Berlin', sure: true });
    expect(zoneFor('UK')).toEqual({ zone: 'Europe/London', sure: true });
    expect(zoneFor('US', 'ca')).toEqual({ zone: 'America/Los_Angeles', sure: true });
  });

  test('is said to be a guess where it is one', () => {
    expect(zoneFor('US')).toEqual({ zone: 'America/Chicago', sure: false });
    expect(zoneFor('AQ', undefined, 'Europe/Paris')).toEqual({ zone: 'Europe/Paris', sure: false });
    expect(zoneFor()).toEqual({ zone: 'UTC', sure: false });
    expect(zoneFor('constructor', 'toString')).toEqual({ zone: 'UTC', sure: false });
  });

  test.each(['DE', 'GB', 'IN', 'BR', 'MX', 'AU', 'CA', 'UA', 'NZ', 'TR'])('of %s is one that exists', (country) => {
    expect(localTime(zoneFor(country).zone, 0).epochMilliseconds).toBe(0);
  });
});

import { expect, test } from 'vitest';
import { instantSaid } from '../../domain/time/said-time.ts';

/** Tuesday, 10 March 2026, 11:00 in Berlin and 06:00 in New York, whose clocks have changed already. */
const NOW = Date.parse('2026-03-10T10:00:00Z');

function meant(text: string, zone = 'Europe/Berlin'): string | undefined {
  const at = instantSaid(text, zone, NOW);
  return at === undefined ? undefined : new Date(at).toISOString().slice(0, 16);
}

test.each([
  ['tomorrow 10:00', 'Europe/Berlin', '2026-03-11T09:00'],
  ['tomorrow 10:00', 'America/New_York', '2026-03-11T14:00'],
  ['Tomorrow  at 9:30 ', 'Europe/Berlin', '2026-03-11T08:30'],
  ['today 15:00', 'Europe/Berlin', '2026-03-10T14:00'],
  ['Thursday 14:00', 'Europe/Berlin', '2026-03-12T13:00'],
  ['mon 08:00', 'Europe/Berlin', '2026-03-16T07:00'],
  // It is Tuesday, 11:00.
  ['tuesday 14:00', 'Europe/Berlin', '2026-03-10T13:00'],
  ['tuesday 10:00', 'Europe/Berlin', '2026-03-17T09:00'],
  ['2026-12-24 09:00', 'Europe/Berlin', '2026-12-24T08:00'],
  ['2026-12-24T09:00', 'Asia/Tokyo', '2026-12-24T00:00'],
  // The clocks skip this hour.
  ['2026-03-29 02:30', 'Europe/Berlin', '2026-03-29T01:30'],
  ['today 10:00', 'Europe/Berlin', '2026-03-10T09:00'],
  // It is still Monday there.
  ['today 20:00', 'Pacific/Honolulu', '2026-03-11T06:00'],
])('%s in %s is %s', (text, zone, at) => expect(meant(text, zone)).toBe(at));

test.each([
  '',
  'tomorrow',
  '10:00',
  'soon 10:00',
  'tomorrow 25:00',
  'tomorrow 10',
  '2026-02-30 10:00',
  '24.12.2026 10:00',
  'sunflower 10:00',
])('"%s" is no time', (text) => expect(meant(text)).toBeUndefined());

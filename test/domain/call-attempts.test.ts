import { expect, test } from 'vitest';
import { calledAt, nextAttempt } from '../../domain/sales/call-attempts.ts';
import { standardCadence } from '../../domain/sales/cadence-policy.ts';

const office = { zone: 'Europe/Berlin', hours: { 'mon-fri': ['09:00-17:00'] } } as const;

test.each([
  ['before opening', '2026-03-10T08:30+01:00', 'Europe/Berlin', '2026-03-11T13:00+01:00'],
  ['during work', '2026-03-09T16:55+01:00', 'Europe/Berlin', '2026-03-10T09:00+01:00'],
  ['after closing', '2026-03-09T17:05+01:00', 'Europe/Berlin', '2026-03-10T09:00+01:00'],
  ['late in the evening', '2026-03-09T23:55+01:00', 'Europe/Berlin', '2026-03-10T09:00+01:00'],
  ['after closing on Friday', '2026-03-13T17:05+01:00', 'Europe/Berlin', '2026-03-16T09:00+01:00'],
  ['on Saturday', '2026-03-14T12:00+01:00', 'Europe/Berlin', '2026-03-16T13:00+01:00'],
  // It is noon in New York, and the rep never works in the second part of the day there.
  ['after closing, about a lead far away', '2026-03-09T17:05+01:00', 'America/New_York', '2026-03-10T08:00-04:00'],
])('an attempt %s is followed by one on the next working day', (_, at, zone, next) => {
  const latest = Date.parse(at);
  const tried = { latest, attempts: 1, giveUpAt: Infinity };
  const planned = nextAttempt(standardCadence, office, calledAt(standardCadence, office, zone, latest), tried);
  expect(new Date(planned!.at)).toEqual(new Date(next));
});

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { upsertTeam } from '../../db/staff/teams.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time/duration.ts';
import { instantSaid } from '../../domain/time/said-time.ts';
import type { WeekHours } from '../../domain/time/week-hours.ts';
import { beginStory, type Story } from '../support/story.ts';

const hours: WeekHours = { 'mon-fri': ['09:00-17:00'] };

const works = (story: Story, slug: string, zone: string) =>
  upsertTeam(story.db, { id: randomUUID(), slug, name: slug, calendar: { zone, hours } });

/** Fridays, 15:00 local time, before a weekend on which the clocks change; and 9:00 on the Monday after it. */
const weekends = [
  ['Europe/Berlin', '2026-03-27T14:00Z', '2026-03-30T07:00'],
  ['Europe/Berlin', '2026-10-23T13:00Z', '2026-10-26T08:00'],
  ['America/New_York', '2026-03-06T20:00Z', '2026-03-09T13:00'],
  ['America/New_York', '2026-10-30T19:00Z', '2026-11-02T14:00'],
  ['Australia/Sydney', '2026-10-02T05:00Z', '2026-10-04T22:00'],
] as const;

test.each(weekends)('rungs and the digest keep to the clocks in %s after the weekend of %s', async (zone, friday, monday) => {
  await using story = await beginStory({ start: Date.parse(friday), reports: true });
  await works(story, 'deal-team', zone);
  const ann = await story.lead({ seniority: 'director' });
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  await story.runFor('6 days');
  const events = await story.db.selectFrom('slaEvents').select(['rung', 'dueAt']).orderBy('dueAt').execute();
  const opens = Date.parse(`${monday}Z`);
  expect(events.map(({ rung, dueAt }) => [rung, Math.round((dueAt.getTime() - opens) / MINUTE) / 60])).toEqual([
    ['remind', 2],
    ['alertManager', 6],
    ['reassign', 24 + 6],
    ['decide', 48 + 6],
  ]);
  const digest = story.mail.to(`${rep}@mail.example.com`).find(({ subject }) => subject.startsWith('Your day'));
  expect(new Date(digest!.date).toISOString().slice(0, 13)).toBe(monday.slice(0, 13));
});

test.each(weekends)(
  'who says “tomorrow 10:00” on the Saturday before means ten by the clocks of %s (%s)',
  (zone, friday, monday) => {
    expect(instantSaid('tomorrow 10:00', zone, Date.parse(friday) + DAY)).toBe(Date.parse(`${monday}Z`) - 23 * HOUR);
  },
);

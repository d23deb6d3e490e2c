import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { saveStaff } from '../../cli/save-staff.ts';
import { readStaff } from '../../config/staff-file.ts';
import { staffLines } from '../../cli/staff-lines.ts';
import type { Db } from '../../db/database.ts';
import { definePolicy } from '../../domain/policy/policy.ts';
import { wallClock } from '../../domain/time/clock.ts';
import { testDatabase } from '../../testing/database.ts';

const NOON = Date.parse('2026-03-10T11:00:00Z');
const clock = { spec: wallClock, now: () => NOON };
const calendar = { zone: 'Europe/Berlin', hours: { 'mon-fri': ['09:00-17:00'] } };

const keep = async (db: Db, staff: Parameters<typeof saveStaff>[1]) =>
  await saveStaff({ db, clock, policy: definePolicy(), newId: () => v7() }, staff);

/** A staff file with one team, and Ann and Ben in it. */
function file(ann: object, team: object = {}) {
  const rep = { email: 'ann@ours.example', name: 'Ann Lee', role: 'sdr', ...ann };
  const ben = { email: 'ben@ours.example', name: 'Ben Kay', role: 'sdr' };
  return readStaff('staff.json', JSON.stringify([{ slug: 'sales', name: 'Sales', calendar, ...team, reps: [rep, ben] }]));
}

test('what a staff file leaves out stays unchanged, null deletes, and absences match the file', async () => {
  await using database = await testDatabase();
  const { db } = database;
  const ann = async () => await db.selectFrom('reps').selectAll().where('name', '=', 'Ann Lee').executeTakeFirstOrThrow();
  const away = async () => await db.selectFrom('absences').select(['startsAt', 'endsAt', 'coverId']).execute();
  const absences = [{ from: '2026-03-16', to: '2026-03-21', cover: 'ben@ours.example' }];
  await keep(db, file({ title: 'SDR', phone: '+49 30 1', weight: 2, territory: ['DE'], absences }, { slaMode: 'observe' }));
  await keep(db, file({ phone: null }));
  expect(await ann()).toMatchObject({ title: 'SDR', phone: null, weight: 2, territory: ['DE'], active: true });
  expect(await db.selectFrom('teams').select('slaMode').executeTakeFirstOrThrow()).toEqual({ slaMode: 'observe' });
  const [absence] = await away();
  expect(absence).toMatchObject({ startsAt: new Date('2026-03-15T23:00:00Z'), endsAt: new Date('2026-03-20T23:00:00Z') });
  expect(absence?.coverId).not.toBeNull();
  await keep(db, file({ absences: [], active: false }));
  expect(await away()).toEqual([]);
  expect((await staffLines(db))[0]).toBe(`${(await ann()).id}  sales  sdr  Ann Lee  (has left)`);
});

test('a cover who is not in the file is refused in a sentence, and nothing is saved', async () => {
  await using database = await testDatabase();
  const absences = [{ from: '2026-03-16', to: '2026-03-21', cover: 'who@ours.example' }];
  await expect(keep(database.db, file({ absences }))).rejects.toThrow('who@ours.example covers for a rep');
  expect(await staffLines(database.db)).toEqual([]);
});

test.each([
  ['themselves', { absences: [{ from: '2026-03-16', to: '2026-03-21', cover: 'ann@ours.example' }] }, {}, 'cover for themselves'],
  [
    'somebody who has left',
    { absences: [{ from: '2026-03-16', to: '2026-03-21', cover: 'ben@ours.example' }] },
    { active: false },
    'has left',
  ],
])('nobody is covered for by %s', async (_, ann, ben, says) => {
  await using database = await testDatabase();
  const teams = file(ann).map((team) => ({
    ...team,
    reps: team.reps.map((rep) => (rep.name === 'Ben Kay' ? { ...rep, ...ben } : rep)),
  }));
  await expect(keep(database.db, teams)).rejects.toThrow(says);
});

test('an address in other capitals is the same rep, also as a cover, and the same file twice changes nothing', async () => {
  await using database = await testDatabase();
  const { db } = database;
  const over = { from: '2026-03-02', to: '2026-03-04' };
  const ahead = { from: '2026-03-16', to: '2026-03-21', cover: 'BEN@ours.example' };
  await keep(db, file({}));
  await db.updateTable('reps').set({ email: 'Ann@Ours.example' }).where('name', '=', 'Ann Lee').execute();
  for (let n = 0; n < 2; n++) await keep(db, file({ email: 'ANN@ours.example', absences: [over, ahead] }));
  expect(await staffLines(db)).toHaveLength(2);
  expect(await db.selectFrom('absences').select('startsAt').execute()).toEqual([{ startsAt: new Date('2026-03-15T23:00:00Z') }]);
});

test('the days of an absence are in the time zone of the rep', async () => {
  await using database = await testDatabase();
  const absences = [{ from: '2026-03-16', to: '2026-03-21' }];
  await keep(database.db, file({ absences, calendar: { zone: 'Asia/Tokyo' } }));
  const [absence] = await database.db.selectFrom('absences').select(['startsAt', 'endsAt']).execute();
  expect(absence).toEqual({ startsAt: new Date('2026-03-15T15:00:00Z'), endsAt: new Date('2026-03-20T15:00:00Z') });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readStaff } from '../../config/staff-file.ts';
import { root, sourcesOf } from './import-graph.ts';

const file = 'test/app/staff.json';
const written = readFileSync(join(root, file), 'utf8');

it('the staff file of an app has every team that a program names, each with a manager', async () => {
  const named = [...(await sourcesOf(['test/app/programs'])).values()].flatMap(
    (source) => source.match(/(?<=team: ')[\w-]+/g) ?? [],
  );
  const teams = readStaff(file, written);
  expect(new Set(teams.map((team) => team.slug))).toEqual(new Set(named));
  expect(teams.filter(({ reps }) => !reps.some((rep) => rep.role === 'manager'))).toEqual([]);
});

it.each([
  ['"zone": "Europe/Berlin"', '"zone": "Berlin"', /IANA time zone/],
  ['"opens": "09:00"', '"opens": "9"', /time of day/],
  ['"role": "sdr"', '"role": "boss"', /reps\[0\]\.role/],
  ['"name": "Sue Park"', '"nmae": "Sue Park"', /nmae/],
  ['"name": "Sue Park"', '"name": "Sue Park", "weight": 0.5', /weight/],
  ['"name": "Sue Park"', '"name": "Sue Park", "capacity": 99999999999', /capacity/],
  ['"name": "Sue Park"', `"name": "${'x'.repeat(5_000)}"`, /reps\[\d\]\.name/],
  ['"slug": "deal-team"', '"slug": "sdr-team"', /sdr-team is in the file twice\n.*\[1\]\.slug/],
  ['tom@mail.example.com', 'Sue@Mail.example.com', /sue@mail\.example\.com is in the file twice/],
  ['"role": "manager"', '"role": "manager", "absences": [{ "from": "24.12.2026", "to": "2026-12-28" }]', /such as 2026-12-24/],
  ['[', '', /is not JSON/],
])('a staff file with %s as %s is refused, and the place is named', (right, wrong, says) => {
  expect(() => readStaff(file, written.replace(right, wrong))).toThrow(says);
});

it('a staff file with a byte order mark is read', () => {
  expect(readStaff(file, `\uFEFF${written}`)).toEqual(readStaff(file, written));
});

it('a territory that names a country matches its leads, which have its code', () => {
  const teams = JSON.parse(written);
  teams[0].reps[0].territory = ['Germany', 'NL', 'Nordics'];
  expect(readStaff(file, JSON.stringify(teams))[0]?.reps[0]?.territory).toEqual(['Germany', 'DE', 'NL', 'Nordics']);
});

it('a staff file is read without marks that nobody sees', () => {
  const [team] = readStaff(file, written.replace('"Sue Park"', '"Su\\u0000e\\n\\u202ePark\\ud800"'));
  expect(team?.reps.map(({ name }) => name)).toContain('Sue Park\ufffd');
});

/** What the file says about a team with a calendar, and a rep with one of their own. */
function read(calendar: unknown, own?: unknown) {
  const rep = { email: 'ann@example.com', name: 'Ann', role: 'sdr', calendar: own };
  return readStaff('staff.json', JSON.stringify([{ slug: 'sales', name: 'Sales', calendar, reps: [rep] }]))[0];
}
const zone = 'Europe/Amsterdam';
const hours = { 'mon-thu': ['09:00-12:30', '13:15-17:30'], fri: ['09:00-15:00'] };

it.each([
  ['breaks and a short Friday', { zone, hours }],
  ['a night shift', { zone, hours: { 'sun-thu': ['22:00-06:00'] } }],
  ['round the clock', { zone, hours: { 'mon-sun': ['00:00-24:00'] } }],
  ['half a holiday', { zone, hours, holidays: ['2026-12-25'], dates: { '2026-12-24': ['09:00-12:00'] } }],
])('a staff file takes %s', (_, calendar) => {
  expect(read(calendar)).toMatchObject({ calendar });
});

it('a staff file accepts the older way to write hours, and hours of a rep instead of the team’s', () => {
  const older = { zone, days: [1, 2], opens: '22:00', closes: '06:00', holidays: [] };
  expect(read(older, { zone: 'Asia/Kolkata' })).toMatchObject({
    calendar: { zone, hours: { 'mon,tue': ['22:00-06:00'] } },
    reps: [{ calendar: { zone: 'Asia/Kolkata' } }],
  });
});

it.each([
  ['no hours', { zone }, /expected hours, such as .*\n.*at \[0\]\.calendar/],
  ['both ways to write them', { zone, hours, days: [1], opens: '09:00', closes: '17:00' }, /expected hours, such as/],
  ['no open day', { zone, hours: { mon: [] } }, /no day of the week is ever open/],
  ['a day that is none', { zone, hours: { montag: ['09:00-17:00'] } }, /"montag"\n.*hours\.montag/],
  ['a day twice', { zone, hours: { 'mon-wed': ['09:00-17:00'], tue: ['10:00-12:00'] } }, /tue has hours already/],
  ['hours that are none', { zone, hours: { mon: ['9-17'] } }, /"9-17"\n.*hours\.mon\[0\]/],
  ['hours without a length', { zone, hours: { mon: ['09:00-09:00'] } }, /round the clock is 00:00-24:00/],
  ['hours that overlap', { zone, hours: { mon: ['09:00-13:00', '12:00-17:00'] } }, /begins before .*\n.*hours\.mon\[1\]/],
  ['a date that is none', { zone, hours, holidays: ['2026-02-30'] }, /2026-02-30.*\n.*holidays\[0\]/],
  ['other hours on no date', { zone, hours, dates: { christmas: ['09:00-12:00'] } }, /christmas/],
  ['an offset for a zone', { zone: '+02:00', hours }, /IANA time zone.*\n.*calendar\.zone/],
])('a staff file with %s is refused, with the reason and the place', (_, calendar, says) => {
  expect(() => read(calendar)).toThrow(says);
});

it('a staff file with an impossible calendar of a rep is refused', () => {
  expect(() => read({ zone, hours }, { zone: 'Mars/Base' })).toThrow(/reps\[0\]\.calendar\.zone/);
});

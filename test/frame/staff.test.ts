import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readStaff } from '../../cli/staff-file.ts';
import { root, sourcesOf } from './import-graph.ts';

const file = 'docs/staff.json';
const example = readFileSync(join(root, file), 'utf8');

it('the example of a staff file has every team that a program names, each with a manager', async () => {
  const named = [...(await sourcesOf(['workflows/programs'])).values()].flatMap(
    (source) => source.match(/(?<=team: ')[\w-]+/g) ?? [],
  );
  const teams = readStaff(file, example);
  expect(new Set(teams.map((team) => team.slug))).toEqual(new Set(named));
  expect(teams.filter(({ reps }) => !reps.some((rep) => rep.role === 'manager'))).toEqual([]);
});

it.each([
  ['"zone": "Europe/Amsterdam"', '"zone": "Amsterdam"', /IANA time zone/],
  ['"opens": "09:00"', '"opens": "9"', /time of day/],
  ['"role": "sdr"', '"role": "boss"', /reps\[0\]\.role/],
  ['"name": "Tessa Vermeulen"', '"nmae": "Tessa Vermeulen"', /nmae/],
  ['"name": "Tessa Vermeulen"', '"name": "Tessa Vermeulen", "weight": 0.5', /weight/],
  ['"name": "Tessa Vermeulen"', '"name": "Tessa Vermeulen", "capacity": 99999999999', /capacity/],
  ['"name": "Tessa Vermeulen"', `"name": "${'x'.repeat(5_000)}"`, /reps\[\d\]\.name/],
  ['[', '', /is not JSON/],
])('a staff file with %s as %s is refused, and the place is named', (right, wrong, says) => {
  expect(() => readStaff(file, example.replace(right, wrong))).toThrow(says);
});

it('a staff file is read without marks that nobody sees', () => {
  const [team] = readStaff(file, example.replace('"Tessa Vermeulen"', '"Tes\\u0000sa\\n\\u202eVermeulen\\ud800"'));
  expect(team?.reps.map(({ name }) => name)).toContain('Tessa Vermeulen\ufffd');
});

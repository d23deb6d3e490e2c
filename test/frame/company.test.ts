import { expect, it } from 'vitest';
import { readStaff } from '../../config/staff-file.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from '../support/app.ts';
import { sourcesOf } from './import-graph.ts';
import { rooms } from './walls.ts';

const staffFile = join(app.dir, 'staff.json');
const teams = readStaff(staffFile, await readFile(staffFile, 'utf8'));

/** What the example calls its own: its name, its programs, its emails, its teams and its people. */
const names = [
  app.sender!.name,
  ...Object.keys(app.programs),
  // `pursue` has an option of this name.
  ...Object.keys(app.content).filter((id) => id !== 'introduction'),
  ...teams.flatMap(({ slug, reps }) => [slug, ...reps.map(({ name }) => name)]),
];
const sources = await sourcesOf(rooms);

/** One word may be a word of English: then it is a name only where it stands in quotes. */
const standsIn = (source: string, name: string): boolean =>
  /^[a-z]+$/.test(name) ? new RegExp(`['"\`]${name}['"\`]`).test(source) : source.toLowerCase().includes(name.toLowerCase());

const found = (source: string): string[] => names.filter((name) => standsIn(source, name));

it('the platform knows nothing of the company whose app is the example', () => {
  expect([...sources].flatMap(([file, source]) => found(source).map((name) => `${file}: ${name}`))).toEqual([]);
});

it('a name of the example is found, and a word that is an email of it by chance is not', () => {
  expect(names.length).toBeGreaterThan(10);
  const [email = ''] = Object.keys(app.content).filter((id) => id.includes('-'));
  expect(found(`await lead.email('${email}');`)).toEqual([email]);
  expect(found(`lead.email('goodbye'); // a consultation`)).toEqual(['goodbye']);
});

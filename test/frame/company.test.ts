import { expect, it } from 'vitest';
import { readStaff } from '../../config/staff-file.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { example } from '../support/example.ts';
import { arrowsOf, sourcesOf } from './import-graph.ts';
import { rooms } from './walls.ts';

const staffFile = join(example.dir, 'staff.json');
const teams = readStaff(staffFile, await readFile(staffFile, 'utf8'));

/** What the example calls its own: its name, its programs, its emails, its teams and its people. A plain word may be anyone's. */
const names = [
  example.sender!.name,
  ...Object.keys(example.programs),
  ...Object.keys(example.content),
  ...teams.flatMap(({ slug, reps }) => [slug, ...reps.map(({ name }) => name)]),
].filter((name) => !/^([a-z]+|how-to)$/.test(name));
const sources = await sourcesOf(rooms);
const tests = await sourcesOf(['test']);

/** The tests that keep the example, for what only it proves. All others run the app in test/app. */
const keepTheExample = [
  // This test, and what loads the example.
  'test/frame/company.test.ts',
  'test/support/example.ts',
  // Leads of releases that went out run its program.
  'test/replay.test.ts',
  'test/gate/every-edit.test.ts',
  'test/support/shared-stories.ts',
  'test/support/program-stories.ts',
  'test/full-stack/same-journal.test.ts',
  // The image holds it.
  'test/package/image.test.ts',
  // The demo is a campaign of the example.
  'test/console/support/walk.ts',
  'test/demo/audience.test.ts',
  'test/demo/csv.test.ts',
  'test/demo/file.ts',
  'test/demo/ledger.test.ts',
  'test/demo/people.test.ts',
];

const found = (source: string): string[] => names.filter((name) => source.toLowerCase().includes(name.toLowerCase()));

const isOfExample = (path: string): boolean => path.startsWith('example/') || path === 'test/support/example.ts';
const loadedBy = (file: string, source: string): string[] =>
  arrowsOf(file, source).flatMap(({ to }) => (isOfExample(to) ? [to] : []));

it('the platform knows nothing about the company of the example', () => {
  expect([...sources].flatMap(([file, source]) => found(source).map((name) => `${file}: ${name}`))).toEqual([]);
});

it('the tests that know the example are those of the list', () => {
  const known = new Map([...tests].map(([file, source]) => [file, [...found(source), ...loadedBy(file, source)]] as const));
  const others = [...known].filter(([file]) => !keepTheExample.includes(file));
  expect(others.flatMap(([file, what]) => what.map((name) => `${file}: ${name}`))).toEqual([]);
  expect(keepTheExample.filter((file) => file !== 'test/support/example.ts' && !known.get(file)?.length)).toEqual([]);
});

it('a name of the example is found, and a word that is an email of it by chance is not', () => {
  expect(names.length).toBeGreaterThan(10);
  const [email = ''] = Object.keys(example.content).filter((id) => id.includes('-'));
  expect(found(`await lead.email('${email}');`)).toEqual([email]);
  expect(found(`lead.email('goodbye'); // a consultation`)).toEqual([]);
});

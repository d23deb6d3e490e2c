import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, sourcesOf } from './import-graph.ts';

interface Column {
  readonly table: string;
  readonly column: string;
}

const schema = readFileSync(join(root, 'db/schema.gen.ts'), 'utf8');
const columns: readonly Column[] = [...schema.matchAll(/^ {2}(\w+): \{\n([^]*?)^ {2}\};/gm)].flatMap(
  ([, table = '', body = '']) => [...body.matchAll(/^ {4}(\w+): /gm)].map(([, column = '']) => ({ table, column })),
);

const withoutComments = (text: string): string => text.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
const sources = [...(await sourcesOf(['domain', 'content', 'db', 'services', 'engine', 'activities', 'api', 'audit', 'worker']))]
  .filter(([file]) => !/^db\/migrations\/|^db\/narrower|\.gen\.ts$/.test(file))
  .map(([file, text]) => ({ file, text: withoutComments(text) }));

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const writesTo = (table: string): RegExp =>
  new RegExp(String.raw`(?:insertInto|updateTable)\('${table}(?: as \w+)?'|\b(?:insert into|update) ${snake(table)}\b`);
const namesTable = (table: string): RegExp =>
  new RegExp(String.raw`'${table}(?: as \w+)?'|\b(?:from|join|into|update) ${snake(table)}\b`);

/** As a key of an object, and in SQL in a list of columns or before a `=`. */
const written = (column: string): RegExp =>
  new RegExp(
    [
      String.raw`[{,\n]\s*${column}\s*[:,}\n]`,
      String.raw`(?:readonly|[{,])\s+${column}\??:`,
      String.raw`\b${snake(column)}\s*=`,
      String.raw`\([^()]*\b"?${snake(column)}"?[^()]*\)\s*(?:select|values|\$)`,
    ].join('|'),
  );

/** As a quoted name, a property, and in SQL wherever a value stands. */
const read = (column: string): RegExp =>
  new RegExp(
    [
      String.raw`'(?:\w+\.)?${column}(?: as \w+)?'`,
      String.raw`\.(?:${column}|${snake(column)})\b`,
      String.raw`(?:select|where|and|or|on|by|,|\()\s+(?:distinct )?${snake(column)}\b(?!\s*:)`,
      String.raw`\b${snake(column)}\b (?:is|=|<|>|in|desc|asc|<>|<=|>=|as)\b`,
      String.raw`returning[^\`]*\b${snake(column)}\b`,
      String.raw`\w\(${snake(column)}[),]`,
    ].join('|'),
  );

/** Columns that the product uses where their table is not named: the file that writes or reads them. */
const elsewhere: Readonly<Record<string, string>> = {
  'reads acknowledgedFaults.fault': 'audit/acknowledge.ts',
  'reads acknowledgedFaults.reason': 'audit/acknowledge.ts',
  'reads acknowledgedFaults.by': 'audit/acknowledge.ts',
  'reads campaigns.again': 'api/campaigns/reckon.ts',
  'reads pictures.bytes': 'api/routes/picture.ts',
  'reads tasks.clockMoved': 'activities/escalate.ts',
  'writes accounts.duplicateOf': 'services/merge/merge-accounts.ts',
  'writes words.subject': 'db/engagements/new-engagement.ts',
  'writes words.body': 'db/engagements/new-engagement.ts',
};

/** Columns that nothing but the database, or a migration, fills or reads. */
const excused: Readonly<Record<string, string>> = {
  'writes contentVersions.firstUsedAt': 'workers of 0.1.0 write it',
  'reads contentVersions.firstUsedAt': 'nothing reads it, and it goes when no supported version writes it',
  'writes clock.single': 'its default and its check allow one row',
  'reads clock.single': 'its default and its check allow one row',
  'writes pulse.single': 'its default and its check allow one row',
  'reads pulse.single': 'its default and its check allow one row',
  'writes leads.phoneKey': 'Postgres derives it from the phone number',
  'writes importRejections.n': 'it counts by itself',
  'writes outbox.realAt': 'its default is the real time',
  'writes processes.realSince': 'its default is the real time',
  'writes sendingTrouble.realSince': 'its default is the real time',
  'writes assignments.asOf': 'the migration that rebuilt the story marked what it could only read from the present',
  'writes leadEvents.asOf': 'the migration that rebuilt the story marked what it could only read from the present',
};

function missing({ table, column }: Column): string[] {
  const isDone = (to: RegExp, how: RegExp) => sources.some(({ text }) => to.test(text) && how.test(text));
  return [
    ...(isDone(writesTo(table), written(column)) ? [] : [`writes ${table}.${column}`]),
    ...(isDone(namesTable(table), read(column)) ? [] : [`reads ${table}.${column}`]),
  ];
}

test('the product writes and reads every column', () => {
  expect(columns.length).toBeGreaterThan(300);
  expect(columns.flatMap(missing).toSorted()).toEqual([...Object.keys(elsewhere), ...Object.keys(excused)].toSorted());
});

test.each(Object.entries(elsewhere))('%s, which %s does, is so', (what, file) => {
  const column = what.split('.')[1]!;
  const text = sources.find((source) => source.file === file)?.text;
  expect(text).toMatch(new RegExp(String.raw`\b(?:${column}|${snake(column)})\b`));
});

test('a column that is only written, or only read, is found', () => {
  expect(missing({ table: 'leads', column: 'shoeSize' })).toEqual(['writes leads.shoeSize', 'reads leads.shoeSize']);
  expect(missing({ table: 'opportunities', column: 'stageChangedAt' })).toEqual([]);
});

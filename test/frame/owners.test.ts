import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root, sourcesOf } from './import-graph.ts';

const schema = readFileSync(join(root, 'db/schema.gen.ts'), 'utf8');
const tables = [...schema.matchAll(/^ {2}(\w+): \{/gm)].map(([, table = '']) => table);
const rooms = ['domain', 'content', 'db', 'services', 'engine', 'workflows', 'activities', 'api', 'audit', 'config', 'worker'];
const sources = [...(await sourcesOf(rooms))].filter(([file]) => !file.startsWith('db/migrations/'));

/** Statements that change several nouns at once, so that all of it happens or nothing, and in one round trip. */
const together: Readonly<Record<string, readonly string[]>> = {
  // A line of a journal, and all that follows from it.
  'db/leads/journal-tables.ts': ['assignments', 'enrolments', 'outbox', 'tasks'],
  // A refused email, and the address that it closes.
  'db/touches/touch-settle.ts': ['suppressions'],
  // What a lead did, what it proves about an email, and the score.
  'db/engagements/save-acts.ts': ['scores', 'touches'],
  'db/engagements/tell-acts.ts': ['scores'],
};

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const writes = (text: string, table: string): boolean =>
  new RegExp(
    String.raw`(?:insertInto|updateTable|deleteFrom)\('${table}(?: as \w+)?'|\b(?:insert into|update|delete from) ${snake(table)}\b`,
  ).test(text);

const writersOf = (table: string): string[] =>
  sources
    .filter(([file, text]) => writes(text, table) && !together[file]?.includes(table))
    // The audit repairs a row where it has found the fault.
    .filter(([file]) => !file.startsWith('audit/'))
    .map(([file]) => file);

test.each(tables)('one folder of db writes %s', (table) => {
  const folders = new Set(writersOf(table).map((file) => dirname(file)));
  expect([...folders]).toEqual([expect.stringMatching(/^db\/\w+$/)]);
});

/** The rooms that act; stories, audits and reports read several tables at once, and hold their queries themselves. */
const acting = ['services/', 'activities/', 'engine/', 'worker/', 'config/', 'workflows/'];
const reads = (text: string): boolean =>
  /\b(selectFrom|insertInto|updateTable|deleteFrom)\(|sql(<.*>)?`\s*(select|with)\b/.test(text);

test('rooms that act call db, and contain no statements', () => {
  const files = sources.filter(([file, text]) => acting.some((room) => file.startsWith(room)) && reads(text));
  expect(files.map(([file]) => file)).toEqual([]);
  expect(reads("trx.selectFrom('leads')")).toBe(true);
  expect(reads('sql<Row>`\n  select id from leads`')).toBe(true);
});

test('each listed statement does write a table of another folder', () => {
  for (const [file, others] of Object.entries(together)) {
    const text = new Map(sources).get(file)!;
    expect(others.filter((table) => !writes(text, table))).toEqual([]);
  }
});

test.each([
  [`trx.updateTable('leads').set(values)`, true],
  ['sql`with gone as (delete from leads where id = ${id})`', true],
  ['sql`insert into leads (id) values (${id})`', true],
  [`db.selectFrom('leads').selectAll()`, false],
  ['sql`update lead_events set at = now()`', false],
] as const)('"%s" writes leads: %s', (text, expected) => {
  expect(writes(text, 'leads')).toBe(expected);
});

import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { confirmationEmailStates, statesIn, touchStates } from '../../domain/contact/touch-states.ts';
import { livingStates } from '../../domain/lead/enrolment-states.ts';
import { testDatabase, type TestDatabase } from '../../testing/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => await database[Symbol.asyncDispose]());

/** The states over which an index of a table is partial, by its column. */
async function indexed(table: string, column: string): Promise<string[][]> {
  const { rows } = await sql<{ predicate: string }>`
    select pg_get_expr(indpred, indrelid) as predicate from pg_index
    where indrelid = ${table}::regclass and indpred is not null
      and pg_get_indexdef(indexrelid, 1, true) = ${column}`.execute(database.db);
  return rows.map(({ predicate }) => [...predicate.matchAll(/'(\w+)'::text/g)].map(([, state = '']) => state).toSorted());
}

test.each([
  ['enrolments', 'lead_id', livingStates],
  ['touches', 'due_at', statesIn(touchStates, 'waits')],
  ['confirmation_emails', 'due_at', statesIn(confirmationEmailStates, 'waits', 'leased')],
] as const)('the index of %s by %s holds the states that the table of states names', async (table, column, states) => {
  expect(await indexed(table, column)).toContainEqual([...states].toSorted());
});

test('a lead can be in one living enrolment of each lane only, whichever living state it has', async () => {
  const { rows } = await sql<{ unique: boolean }>`
    select indisunique as unique from pg_index where indexrelid = 'one_living_enrolment'::regclass`.execute(database.db);
  expect(rows).toEqual([{ unique: true }]);
});

import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from '../../db/database.ts';
import { touchWorld } from './world.ts';

test('the statements of a touch are planned once a connection, others as they come', async () => {
  await using world = await touchWorld();
  await using db = openDatabase(world.url, { max: 1 });
  const { enrolmentId } = world.order();
  const contents = ['guide', 'checklist', 'customer-story'] as const;
  for (const [n, content] of contents.entries()) {
    await world.send({ key: `${enrolmentId}/1/${n}`, content }, { db });
    world.now += 7 * 24 * 3_600_000;
  }
  const { rows } = await sql<{ plans: number }>`
    select (generic_plans + custom_plans)::int as plans from pg_prepared_statements order by prepare_time`.execute(db);
  expect(rows.map(({ plans }) => plans)).toEqual([3, 3, 3]);
});

import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { beginStory } from '../support/story.ts';

test('while Postgres cannot be written to, a workflow retries by a timer, less and less often, and loses nothing', async () => {
  await using story = await beginStory();
  await sql`create function refuse() returns trigger language plpgsql as $$
    begin raise exception 'no space left on device' using errcode = '53100'; end $$`.execute(story.db);
  await sql`create trigger away before insert on touches execute function refuse()`.execute(story.db);
  const ann = await story.lead();
  await story.engine.runFor(60 * 60_000);
  const afterAnHour = story.engine.historyLengths(ann.workflowId).at(-1)!;
  await story.engine.runFor(3 * 60 * 60_000);
  const growth = story.engine.historyLengths(ann.workflowId).at(-1)! - afterAnHour;
  expect(afterAnHour).toBeLessThan(90);
  // By a timer: a workflow task that is held costs 1,350 events an hour on a server.
  expect(growth / 3).toBeGreaterThan(10);
  expect(growth / 3).toBeLessThan(36);
  await sql`drop trigger away on touches`.execute(story.db);
  await story.runFor('6 hours');
  expect(await ann.got()).toEqual(['guide']);
});

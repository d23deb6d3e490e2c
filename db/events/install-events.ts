import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../database.ts';
import type { AnyEventRow } from './event-row.ts';
import { outgoingEvents } from './outgoing-events.ts';

const rows = Object.entries(outgoingEvents) as unknown as readonly [type: string, row: AnyEventRow][];

/** The name of an event's trigger, and of its function. */
const nameOf = (type: string): string => `tell_${type.replaceAll(/\W/g, '_').toLowerCase()}`;

/** SQL: the trigger of an event, and its function. */
function triggerOf([type, { on, after, when, lead = 'new.lead_id', at, data }]: (typeof rows)[number]): string {
  const name = nameOf(type);
  const fields = Object.entries(data).map(([field, [expression]]) => `'${field}', ${expression}`);
  return `
    create or replace function ${name}() returns trigger language plpgsql as $$ begin
      insert into outgoing_events (type, lead_id, at, data)
      values ('${type}', ${lead}, coalesce(${at}, now()), jsonb_strip_nulls(jsonb_build_object(${fields.join(', ')})));
      return null;
    end $$;
    create or replace trigger ${name} after ${after} on ${on} for each row when (${when}) execute function ${name}();`;
}

/** SQL: removes the triggers of events that are no longer in the table. */
const removal = `
  do $$ declare gone text; begin
    for gone in
      select oid::regprocedure::text from pg_proc
      where proname like 'tell\\_%' and pronamespace = current_schema()::regnamespace
        and proname <> all (array[${rows.map(([type]) => `'${nameOf(type)}'`).join(', ')}])
    loop execute format('drop function %s cascade', gone); end loop;
  end $$;`;

const triggers = [removal, ...rows.map(triggerOf)].join('');
const version = createHash('sha256').update(triggers).digest('hex').slice(0, 16);

/** Whether the triggers in the database are those of this version. The comment of the table says which they are. */
export async function areEventsInstalled(db: Db): Promise<boolean> {
  const { rows: found } = await sql<{ is: string | null }>`
    select obj_description(to_regclass('outgoing_events'), 'pg_class') as is`.execute(db);
  return found[0]?.is === version;
}

/** Makes the triggers that write the events. Several processes may do so at once. */
export const installEvents = async (db: Db): Promise<void> =>
  await db.transaction().execute(async (trx) => {
    await sql`lock table outgoing_events in exclusive mode`.execute(trx);
    if (await areEventsInstalled(trx)) return;
    await sql.raw(`${triggers} comment on table outgoing_events is '${version}'`).execute(trx);
  });

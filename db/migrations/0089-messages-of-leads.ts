import { sql, type Kysely } from 'kysely';

const indexes = [
  // The relay looks for earlier messages of each lead. Of an index of those that wait, Postgres read all: they are few when it counts, many after a launch.
  `create index outbox_of_lead on outbox (lead_id, id)`,
  `drop index outbox_lead_id_id_idx`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const index of indexes) await sql.raw(index).execute(db);
}

import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { asPerson, peopleNow, type Person, type PersonRow } from './person.ts';
import { endSessionsOf } from './sessions.ts';

/** Everyone who may sign in, by name. */
export async function listPeople(db: Db): Promise<Person[]> {
  const { rows } = await sql<PersonRow>`select * from ${peopleNow} as person order by name, id`.execute(db);
  return rows.map(asPerson);
}

/** Who may sign in with an address; letter case makes no difference. An invitation goes before the role of a rep. */
export async function personByAddress(db: Db, email: string): Promise<Person | undefined> {
  const { rows } = await sql<PersonRow>`
    select * from ${peopleNow} as person where lower(email) = lower(${email}) order by rep_role nulls first limit 1`.execute(db);
  return rows[0] && asPerson(rows[0]);
}

export async function personById(db: Db, id: string): Promise<Person | undefined> {
  const { rows } = await sql<PersonRow>`select * from ${peopleNow} as person where id = ${id}`.execute(db);
  return rows[0] && asPerson(rows[0]);
}

/** Whether somebody may do everything. */
export async function hasAdministrator(db: Db): Promise<boolean> {
  const { rows } = await sql`select from ${peopleNow} as person where role = 'admin' limit 1`.execute(db);
  return rows.length > 0;
}

export type Invitation = Pick<Person, 'name' | 'email' | 'role'>;

/** Lets a person sign in. @returns their id; undefined if the address may sign in already */
export async function invitePerson(db: Db, { name, email, role }: Invitation): Promise<string | undefined> {
  if (await personByAddress(db, email)) return undefined;
  const person = await db.insertInto('people').values({ name, email, role }).returning('id').executeTakeFirstOrThrow();
  return person.id;
}

/** Changes a person who was invited. A new role or address ends their sessions. @returns whether there is such a person */
export const changePerson = async (db: Db, id: string, change: Partial<Invitation>): Promise<boolean> =>
  await db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('people')
      .set(change)
      .where('id', '=', id)
      .where('realRemovedAt', 'is', null)
      .executeTakeFirst();
    if (change.role !== undefined || change.email !== undefined) await endSessionsOf(trx, id);
    return numUpdatedRows > 0n;
  });

/** Ends the access and the sessions of a person who was invited. @returns whether there was such a person */
export const removePerson = async (db: Db, id: string): Promise<boolean> =>
  await db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('people')
      .set({ realRemovedAt: sql<Date>`now()` })
      .where('id', '=', id)
      .where('realRemovedAt', 'is', null)
      .executeTakeFirst();
    await endSessionsOf(trx, id);
    return numUpdatedRows > 0n;
  });

import type { Insertable, Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { DB } from '../schema.gen.ts';

export type Note = Selectable<DB['notes']>;

export const insertNote = (db: Db, note: Insertable<DB['notes']>): Promise<unknown> =>
  db.insertInto('notes').values(note).execute();

export const noteById = (db: Db, id: string): Promise<Note | undefined> =>
  db.selectFrom('notes').selectAll().where('id', '=', id).executeTakeFirst();

/** The notes about a lead, newest first. */
export const notesAbout = (db: Db, leadId: string): Promise<Note[]> =>
  db.selectFrom('notes').selectAll().where('leadId', '=', leadId).orderBy('at', 'desc').orderBy('id', 'desc').execute();

export const deleteNote = (db: Db, id: string): Promise<unknown> => db.deleteFrom('notes').where('id', '=', id).execute();

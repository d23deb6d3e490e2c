import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';

/** Something that a person wrote down. */
export interface Note {
  readonly id: string;
  readonly leadId: string;
  /** The task that it is about, if it is about one. */
  readonly taskId: string | null;
  readonly body: string;
  /** The name of a rep or of a key at the time. */
  readonly by: string;
  /** The id of the rep, or of the key of somebody who is none. */
  readonly author: string;
  readonly at: Instant;
}

export const insertNote = (db: Db, { id, leadId, taskId, body, by, author, at }: Note): Promise<unknown> =>
  db
    .insertInto('notes')
    .values({ id, leadId, taskId, body, by, author, at: new Date(at) })
    .execute();

const notes = (db: Db) => db.selectFrom('notes').select(['id', 'leadId', 'taskId', 'body', 'by', 'author', 'at']);

export async function noteById(db: Db, id: string): Promise<Note | undefined> {
  const row = await notes(db).where('id', '=', id).executeTakeFirst();
  return row && { ...row, at: row.at.getTime() };
}

/** The notes about a lead, newest first. */
export async function notesAbout(db: Db, leadId: string): Promise<Note[]> {
  const rows = await notes(db).where('leadId', '=', leadId).orderBy('at', 'desc').orderBy('id', 'desc').execute();
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

export const deleteNote = (db: Db, id: string): Promise<unknown> => db.deleteFrom('notes').where('id', '=', id).execute();

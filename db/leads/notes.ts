import type { Instant } from '../../domain/time/clock.ts';
import type { NoteKind } from '../../domain/lead/note-kinds.ts';
import type { Db } from '../database.ts';

/** Something that a person wrote. */
export interface Note {
  readonly id: string;
  readonly leadId: string;
  /** The task that it is about, if it is about one. */
  readonly taskId: string | null;
  readonly kind: NoteKind;
  readonly body: string;
  /** The name of a rep or of a key at the time. */
  readonly by: string;
  /** The id of the rep, or of the key of somebody who is none. */
  readonly author: string;
  readonly at: Instant;
}

/** @returns whether it is new: repeating an id saves nothing */
export async function insertNote(db: Db, { id, leadId, taskId, kind, body, by, author, at }: Note): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('notes')
    .values({ id, leadId, taskId, kind, body, by, author, at: new Date(at) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

const notes = (db: Db) => db.selectFrom('notes').select(['id', 'leadId', 'taskId', 'kind', 'body', 'by', 'author', 'at']);

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

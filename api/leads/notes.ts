import { deleteNote, insertNote, noteById, notesAbout } from '../../db/leads/notes.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { repById, taskRef } from '../../db/tasks/queue.ts';
import { MINUTE } from '../../domain/time/duration.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { iso } from '../procedures/iso.ts';
import { notFound, Refusal } from '../procedures/refusal.ts';

type Deps = Pick<ApiDeps, 'db' | 'clock' | 'newId'>;

/** For how long its author can remove a note, in milliseconds. */
const REMOVABLE_FOR = 10 * MINUTE;

/** Who writes: the rep of the key, otherwise the key. */
const authorOf = ({ repId, id }: Principal): string => repId ?? id;

interface NewNote {
  readonly leadId: string;
  readonly taskId?: string | null;
  readonly text: string;
}

/** Saves a note about a lead, which anyone who may read the lead can read. */
export async function note({ db, clock, newId }: Deps, principal: Principal, { leadId, taskId = null, text }: NewNote) {
  const [noteId, at] = [newId(), clock.now()];
  const by = (principal.repId && (await repById(db, principal.repId))?.name) ?? principal.name;
  await insertNote(db, { id: noteId, leadId, taskId, kind: 'note', body: text, by, author: authorOf(principal), at });
  const undoUntil = iso(at + REMOVABLE_FOR);
  return {
    noteId,
    undoUntil,
    next: 'The note is in the story of the lead. You can remove it within ten minutes.',
    undo: 'leads.removeNote' as const,
  };
}

/** Saves a note about a task. @throws Refusal if there is no such task */
export async function noteOnTask(deps: Deps, principal: Principal, { taskId, text }: { taskId: string; text: string }) {
  const task = await taskRef(deps.db, taskId);
  if (!task) throw notFound('task', taskId);
  return await note(deps, principal, { leadId: task.leadId, taskId, text });
}

/** Removes a note that its author has just written. @throws Refusal for the note of another person, and after ten minutes */
export async function removeNote({ db, clock }: Deps, principal: Principal, noteId: string): Promise<{ next: string }> {
  const found = await noteById(db, noteId);
  if (!found) throw notFound('note', noteId);
  if (found.author !== authorOf(principal))
    throw new Refusal('FORBIDDEN', `${found.by} wrote this note.`, {
      code: 'otherAuthor',
      value: noteId,
      todo: 'Write one of your own.',
    });
  if (clock.now() > found.at + REMOVABLE_FOR)
    throw new Refusal('CONFLICT', 'This note is older than ten minutes and can’t be removed.', {
      code: 'noteStays',
      value: noteId,
      todo: 'Write another one that corrects it.',
    });
  await deleteNote(db, noteId);
  return { next: 'The note is removed.' };
}

/** The notes about a lead, and the emails that reps wrote from their own mailboxes, newest first. */
export const notesOf = async (db: Deps['db'], leadId: string) =>
  (await notesAbout(db, leadId)).map(({ id, taskId, kind, by, body, at }) => ({
    noteId: id,
    kind,
    taskId: taskId ?? undefined,
    at: iso(at),
    by,
    text: body,
  }));

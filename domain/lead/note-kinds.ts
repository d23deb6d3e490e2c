import { kinds } from '../text/kinds.ts';

interface NoteKindSpec {
  /** Begins its line in the story, before the name of who wrote it. */
  readonly label: string;
}

/** What people write about a lead. */
export const noteKinds = kinds<NoteKindSpec>()({
  note: { label: 'note' },
  /** A copy of what a rep wrote to the lead from their own mailbox. */
  email: { label: 'email' },
});

export type NoteKind = keyof typeof noteKinds;

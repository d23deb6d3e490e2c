import type { Act } from './act.ts';
import { AddToCampaign } from './add-to-campaign.tsx';
import { Close } from './close.tsx';
import { Correct } from './correct.tsx';
import { Erase } from './erase.tsx';
import { Export } from './export.tsx';
import { Give } from './give.tsx';
import { Hold } from './hold.tsx';
import { Merge } from './merge.tsx';
import { Move } from './move.tsx';
import { Note } from './note.tsx';
import { Recycle } from './recycle.tsx';
import { Remove } from './remove.tsx';
import { Send } from './send.tsx';
import { Unmerge } from './unmerge.tsx';

/** Everything that one can do with a lead, the most frequent first. */
export const acts: readonly Act[] = [
  { label: 'Note', says: 'Everyone who works with the lead can read it.', by: 'leads.note', Form: Note },
  { label: 'Correct', says: 'Program, score and tasks use the new values at once.', by: 'leads.update', Form: Correct },
  { label: 'Hold', says: 'Nothing goes out until a date; the program waits.', by: 'contact.close', Form: Hold },
  {
    label: 'Add to a campaign',
    says: 'The lead begins its program now, if nothing prevents it.',
    by: 'campaigns.add',
    Form: AddToCampaign,
  },
  { label: 'Send an email', says: 'A prepared email goes out once.', by: 'leads.send', Form: Send },
  { label: 'Give to somebody', says: 'The rep owns the lead and gets its open tasks.', by: 'leads.give', Form: Give },
  {
    label: 'Recycle',
    says: 'The lead leaves sales, rests, and continues in nurture.',
    by: 'leads.recycle',
    fits: ({ tasks }) => tasks.length > 0,
    Form: Recycle,
  },
  {
    label: 'Move in the program',
    says: 'The lead continues in another track.',
    by: 'leads.move',
    fits: ({ waits }) => typeof waits === 'object',
    Form: Move,
  },
  {
    label: 'Merge with a duplicate',
    says: 'Two leads become one; you see the result first.',
    by: 'leads.merge',
    isWide: true,
    Form: Merge,
  },
  {
    label: 'Undo the merge',
    says: 'The two are separate leads again.',
    by: 'leads.unmerge',
    fits: ({ merged }) => merged.length > 0,
    Form: Unmerge,
  },
  { label: 'Close a channel', says: 'The person asked for it; only they can open it again.', by: 'contact.close', Form: Close },
  { label: 'Export', says: 'A file with everything that we know about the person.', by: 'leads.export', Form: Export },
  {
    label: 'Remove a mistake',
    says: 'As if it had never been added, if it has done nothing yet.',
    by: 'leads.remove',
    Form: Remove,
  },
  { label: 'Erase', says: 'The person asked for it. It can’t be undone.', by: 'leads.erase', Form: Erase },
];

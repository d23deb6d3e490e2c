import { useState } from 'react';
import { client } from '../../../app/api.ts';
import { useAct } from '../../../app/use-act.ts';
import { ActForm } from '../../../parts/act-form.tsx';
import type { ActProps } from './act.ts';

/** Writes something down about a lead. */
export function Note({ lead: { id: leadId }, onClose }: ActProps) {
  const [text, setText] = useState('');
  const act = useAct(onClose);
  const save = async () => {
    const { noteId } = await client.leads.note.mutate({ leadId, text });
    const remove = async () => {
      await client.leads.removeNote.mutate({ noteId });
      return { words: 'The note is removed.' };
    };
    return { words: 'The note is saved.', undo: remove };
  };
  return (
    <ActForm button="Save" busy={act.isPending} onSubmit={() => act.mutate(save)} onCancel={onClose}>
      <label>
        <span className="visually-hidden">Note</span>
        <textarea autoFocus required value={text} onChange={({ target }) => setText(target.value)} />
      </label>
    </ActForm>
  );
}

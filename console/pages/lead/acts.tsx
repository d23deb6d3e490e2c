import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { useTell } from '../../parts/tell.tsx';
import layout from '../../style/layout.module.css';
import type { Lead } from './about.tsx';

/** What one can do with a lead. */
export function Acts({ lead: { id: leadId, phone, email } }: { readonly lead: Lead }) {
  const [noting, setNoting] = useState(false);
  return (
    <>
      {phone && (
        <a className="button" href={`tel:${phone}`}>
          Call
        </a>
      )}
      <a className="button" href={`mailto:${email}`}>
        Write
      </a>
      <button onClick={() => setNoting(true)}>Note</button>
      <Note leadId={leadId} open={noting} onClose={() => setNoting(false)} />
    </>
  );
}

interface NoteProps {
  readonly leadId: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

function Note({ leadId, open, onClose }: NoteProps) {
  const [text, setText] = useState('');
  const tell = useTell();
  const cache = useQueryClient();
  const refresh = () => void cache.invalidateQueries(api.leads.pathFilter());
  const remove = useMutation(api.leads.removeNote.mutationOptions({ onSuccess: refresh, onError: tell.problem }));
  const save = useMutation(
    api.leads.note.mutationOptions({
      onSuccess: ({ noteId }) => {
        refresh();
        onClose();
        setText('');
        tell.done('The note is saved.', { undo: () => remove.mutate({ noteId }) });
      },
      onError: tell.problem,
    }),
  );
  return (
    <Dialog title="Write a note" open={open} onClose={onClose}>
      <form
        className={layout.stack}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ leadId, text });
        }}
      >
        <label>
          <span className="visually-hidden">Note</span>
          <textarea autoFocus required value={text} onChange={({ target }) => setText(target.value)} />
        </label>
        <div className={layout.row}>
          <button className="main" disabled={save.isPending}>
            Save
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}

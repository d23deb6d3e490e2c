import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Panel } from '../../parts/panel.tsx';
import { useTell } from '../../parts/tell.tsx';
import { When } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import type { Sheet } from './sheet.ts';

/** What colleagues wrote down about this lead, and a field for more. */
export function Notes({ sheet: { taskId, notes } }: { readonly sheet: Sheet }) {
  const [text, setText] = useState('');
  const tell = useTell();
  const cache = useQueryClient();
  const refresh = () => void cache.invalidateQueries(api.tasks.get.pathFilter());
  const remove = useMutation(api.leads.removeNote.mutationOptions({ onSuccess: refresh, onError: tell.problem }));
  const save = useMutation(
    api.tasks.note.mutationOptions({
      onSuccess: ({ noteId }) => {
        setText('');
        refresh();
        tell.done('The note is saved. Everyone who works with this lead sees it.', { undo: () => remove.mutate({ noteId }) });
      },
      onError: tell.problem,
    }),
  );
  return (
    <Panel title="Notes">
      <ul className={layout.stack}>
        {notes.map(({ noteId, at, by, text: words }) => (
          <li key={noteId}>
            <small>
              <When at={at} /> · {by}
            </small>
            <p>{words}</p>
          </li>
        ))}
      </ul>
      <form
        className={layout.stack}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ taskId, text });
        }}
      >
        <label>
          Write a note
          <textarea value={text} onChange={({ target }) => setText(target.value)} />
        </label>
        <div>
          <button disabled={text.trim() === '' || save.isPending}>Save the note</button>
        </div>
      </form>
    </Panel>
  );
}

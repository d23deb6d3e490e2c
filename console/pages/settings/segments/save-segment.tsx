import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../app/api.ts';
import { counted } from '../../../app/number.ts';
import { AudienceField } from '../../../parts/audience-field.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { useTell } from '../../../parts/tell.tsx';
import layout from '../../../style/layout.module.css';
import type { Segment } from './segment.ts';

/** A new segment, or another audience for one that there is. */
export function SaveSegment({ edited }: { readonly edited: Segment | undefined }) {
  const [name, setName] = useState(edited?.name ?? '');
  const [audience, setAudience] = useState(edited?.words ?? '');
  const navigate = useNavigate();
  const close = () => void navigate({ to: '/settings/$section', params: { section: 'segments' }, search: {} });
  const save = useSave(edited, () => {
    setName('');
    setAudience('');
    close();
  });
  return (
    <Panel
      title={edited ? `Change the segment “${edited.name}”` : 'New segment'}
      about={
        edited
          ? `Everything that names it then means the new leads${edited.usedBy.length > 0 ? `: ${edited.usedBy.join(', ')}` : ''}. A campaign keeps the audience with which it was drafted.`
          : 'This is the current number of leads; a segment always means the leads that match at the moment.'
      }
    >
      <form
        className={layout.stack}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ name, audience });
        }}
      >
        <label>
          Name
          <input required readOnly={edited !== undefined} value={name} onChange={({ target }) => setName(target.value)} />
        </label>
        <AudienceField value={audience} onChange={setAudience} />
        <div className={layout.row}>
          <button className="main" disabled={save.isPending}>
            {edited ? 'Save the change' : 'Save the segment'}
          </button>
          {edited && (
            <button type="button" onClick={close}>
              Cancel
            </button>
          )}
        </div>
      </form>
    </Panel>
  );
}

/** Saves a segment; undo gives the one that there was its audience again, and removes a new one. */
function useSave(edited: Segment | undefined, onSaved: () => void) {
  const tell = useTell();
  const cache = useQueryClient();
  const refresh = () => void cache.invalidateQueries(api.segments.pathFilter());
  const again = useMutation(api.segments.save.mutationOptions({ onSuccess: refresh, onError: tell.problem }));
  const remove = useMutation(api.segments.remove.mutationOptions({ onSuccess: refresh, onError: tell.problem }));
  return useMutation(
    api.segments.save.mutationOptions({
      onSuccess: ({ name, leads }) => {
        refresh();
        onSaved();
        tell.done(`The segment “${name}” has ${counted(leads, 'lead')} now.`, {
          undo: () => (edited ? again.mutate({ name, audience: { ...edited.audience } }) : remove.mutate({ name })),
        });
      },
      onError: tell.problem,
    }),
  );
}

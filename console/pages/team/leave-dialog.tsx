import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { useTell } from '../../parts/tell.tsx';
import layout from '../../style/layout.module.css';
import { useTeamRefresh } from './back.ts';
import { useTakers } from './people.ts';
import type { Rep } from './rep.ts';

/** Takes a rep out of the team and gives their work to others. */
export function LeaveDialog({ rep, onClose }: { readonly rep: Rep; readonly onClose: () => void }) {
  const [to, setTo] = useState('');
  const tell = useTell();
  const refresh = useTeamRefresh();
  const leave = useMutation(
    api.team.leave.mutationOptions({
      onSuccess: async ({ next }) => {
        onClose();
        tell.done(next);
        await refresh();
      },
      onError: tell.problem,
    }),
  );
  const takers = useTakers(rep.team).filter(({ id }) => id !== rep.id);
  return (
    <Dialog title={`${rep.name} leaves`} open onClose={onClose}>
      <form
        className={layout.stack}
        onSubmit={(event) => {
          event.preventDefault();
          leave.mutate({ rep: rep.id, to: to || undefined });
        }}
      >
        <label>
          Who gets the {rep.open} open tasks
          <select value={to} onChange={({ target }) => setTo(target.value)}>
            <option value="">Spread them over the team</option>
            {takers.map(({ id, name, open, capacity }) => (
              <option key={id} value={id}>
                {name}: {open} of {capacity}
              </option>
            ))}
          </select>
        </label>
        <p>
          From this moment on, the keys of {rep.name} are refused, and the open tasks change hands. This can’t be undone: somebody
          who comes back is added as a new rep.
        </p>
        <div className={layout.row}>
          <button className="danger" disabled={leave.isPending}>
            {rep.name} leaves now
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}

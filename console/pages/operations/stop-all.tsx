import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { useTell } from '../../parts/tell.tsx';
import layout from '../../style/layout.module.css';

/** Stops everything that goes to leads, with a reason; Undo lets it go on. */
export function StopAll() {
  const [asking, setAsking] = useState(false);
  const [because, setBecause] = useState('');
  const tell = useTell();
  const cache = useQueryClient();
  const refresh = () => void cache.invalidateQueries(api.ops.pathFilter());
  const start = useMutation(
    api.ops.startAgain.mutationOptions({
      onSuccess: () => {
        refresh();
        tell.done('Sending goes on.');
      },
      onError: tell.problem,
    }),
  );
  const stop = useMutation(
    api.ops.stopEverything.mutationOptions({
      onSuccess: () => {
        refresh();
        setAsking(false);
        tell.done('Nothing goes to leads any more. Alerts to reps go on.', { undo: () => start.mutate() });
      },
      onError: tell.problem,
    }),
  );
  return (
    <>
      <button className="danger" onClick={() => setAsking(true)}>
        Stop all sending…
      </button>
      <button onClick={() => start.mutate()} disabled={start.isPending}>
        Let sending go on
      </button>
      <Dialog title="Stop all sending" open={asking} onClose={() => setAsking(false)}>
        <form
          className={layout.stack}
          onSubmit={(event) => {
            event.preventDefault();
            stop.mutate({ because });
          }}
        >
          <label>
            Why
            <input autoFocus required value={because} onChange={({ target }) => setBecause(target.value)} />
          </label>
          <p className="quiet">Emails and texts to leads stop on every channel. Waits and tasks go on.</p>
          <div className={layout.row}>
            <button className="danger" disabled={stop.isPending}>
              Stop all sending now
            </button>
            <button type="button" onClick={() => setAsking(false)}>
              Cancel
            </button>
          </div>
        </form>
      </Dialog>
    </>
  );
}

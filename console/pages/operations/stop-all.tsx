import { useState } from 'react';
import { useSending } from '../../app/sending.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import layout from '../../style/layout.module.css';

/** Stops everything that goes to leads, with a reason. While it is stopped, every page says so and lets it go on. */
export function StopAll() {
  const [asking, setAsking] = useState(false);
  const [because, setBecause] = useState('');
  const { stopped, mayStop, stop } = useSending();
  if (stopped || !mayStop) return null;
  return (
    <>
      <button className="danger" onClick={() => setAsking(true)}>
        Stop all sending…
      </button>
      <Dialog title="Stop all sending" open={asking} onClose={() => setAsking(false)}>
        <form
          className={layout.stack}
          onSubmit={(event) => {
            event.preventDefault();
            stop.mutate({ because }, { onSuccess: () => setAsking(false) });
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

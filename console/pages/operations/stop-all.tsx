import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useSending } from '../../app/sending.tsx';
import { ActForm } from '../../parts/act-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';

/** Stops everything that goes to leads, with a reason. While it is stopped, every page says so and lets it go on. */
export function StopAll() {
  const { stop: asking } = useSearch({ from: '/operations' });
  const navigate = useNavigate({ from: '/operations' });
  const [because, setBecause] = useState('');
  const { stopped, mayStop, stop } = useSending();
  if (stopped || !mayStop) return null;
  const ask = (open?: true) => void navigate({ search: (now) => ({ ...now, stop: open }), replace: true });
  return (
    <>
      <button className="danger" onClick={() => ask(true)}>
        Stop all sending…
      </button>
      <Dialog title="Stop all sending" open={asking === true} onClose={() => ask()}>
        <ActForm
          says="All emails and texts to leads stop. Waits and tasks continue."
          button="Stop all sending now"
          isFinal
          busy={stop.isPending}
          onSubmit={() => stop.mutate({ because }, { onSuccess: () => ask() })}
          onCancel={() => ask()}
        >
          <label>
            Why
            <input autoFocus required value={because} onChange={({ target }) => setBecause(target.value)} />
          </label>
        </ActForm>
      </Dialog>
    </>
  );
}

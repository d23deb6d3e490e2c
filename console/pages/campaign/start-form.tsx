import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Outputs } from '../../app/api.ts';
import { counted } from '../../app/number.ts';
import { useOnce } from '../../app/use-once.ts';
import { Panel } from '../../parts/panel.tsx';
import { useTell } from '../../parts/tell.tsx';
import layout from '../../style/layout.module.css';
import type { Campaign } from './campaign.ts';

interface StartFormProps {
  readonly campaign: Campaign;
  /** Undefined while nobody knows who would get it. */
  readonly preview: Outputs['campaigns']['preview'] | undefined;
}

/** Starts a draft, now or at a date. Who starts it types how many leads will get it, so that nobody writes to everybody by mistake. */
export function StartForm({ campaign: { id: campaignId, spreadDays }, preview }: StartFormProps) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState('');
  const tell = useTell();
  const cache = useQueryClient();
  const start = useMutation(
    api.campaigns.start.mutationOptions({
      onSuccess: ({ next }) => {
        void cache.invalidateQueries(api.campaigns.pathFilter());
        tell.done(`${next} “Pause” holds it at any time.`);
      },
      // The audience may have changed since the count: the refusal says the right one, and the page counts anew.
      onError: (error) => {
        void cache.invalidateQueries(api.campaigns.pathFilter());
        tell.problem(error);
      },
    }),
  );
  const startOnce = useOnce(start);
  const { leads = 0, waiting = 0 } = preview ?? {};
  if (leads + waiting === 0)
    return (
      <Panel title="Start">
        <p className="quiet">It can’t start, because nobody would get it.</p>
      </Panel>
    );
  return (
    <Panel title="Start" about={spreadDays === 0 ? undefined : `The leads begin over ${spreadDays} days.`}>
      <form
        className={layout.stack}
        onSubmit={(event) => {
          event.preventDefault();
          startOnce({ campaignId, expect: Number(typed), ...(at && { at: new Date(at).toISOString() }) });
        }}
      >
        <label>
          When the first leads begin
          <input type="datetime-local" value={at} onChange={({ target }) => setAt(target.value)} />
          <small>Leave it empty to start now. Emails go out in the leads’ working hours.</small>
        </label>
        <label>
          Type {leads} to start
          <input
            inputMode="numeric"
            required
            autoComplete="off"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
        <button className="main" disabled={start.isPending || typed === '' || Number(typed) !== leads}>
          Start for {counted(leads, 'lead')}
        </button>
      </form>
    </Panel>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { useTell } from '../../parts/tell.tsx';
import layout from '../../style/layout.module.css';

/** What holds a campaign: a pause can be taken back, a stop of everybody can't. */
const holds = {
  pause: {
    title: 'Pause the campaign',
    button: 'Pause',
    says: 'No marketing email goes out. Waits and calls continue, and emails that become due go out once you resume.',
  },
  stop: {
    title: 'Stop the campaign',
    button: 'Stop',
    says: 'Leads that are with marketing leave it now and keep their stage; sales finishes what it has begun. A stop for everybody can’t be undone.',
  },
} as const;

export type HoldKind = keyof typeof holds;

/** For whom, with what the field asks for. */
const whom = {
  everybody: { label: 'Everybody in it', asks: undefined },
  account: { label: 'One company', asks: 'Its domain, such as example.com' },
  leadId: { label: 'One lead', asks: 'Their email address' },
} as const;

type Whom = keyof typeof whom;

interface HoldProps {
  readonly kind: HoldKind;
  readonly campaignId: string;
  readonly onClose: () => void;
}

/** Asks for whom and why a campaign is paused or stopped, and does it. */
export function Hold({ kind, campaignId, onClose }: HoldProps) {
  const [of, setOf] = useState<Whom>('everybody');
  const [named, setNamed] = useState('');
  const [because, setBecause] = useState('');
  const tell = useTell();
  const cache = useQueryClient();
  const again = () => void cache.invalidateQueries(api.campaigns.pathFilter());
  const where = { campaignId, ...(of !== 'everybody' && { [of]: named.trim() }) };
  const resume = useMutation(api.campaigns.resume.mutationOptions({ onSuccess: again, onError: tell.problem }));
  const hold = useMutation(
    api.campaigns[kind].mutationOptions({
      onSuccess: ({ next, undo }) => {
        again();
        onClose();
        tell.done(next, { undo: undo === undefined ? undefined : () => resume.mutate(where) });
      },
      onError: tell.problem,
    }),
  );
  const { title, button, says } = holds[kind];
  const { asks } = whom[of];
  return (
    <Dialog title={title} open onClose={onClose}>
      <form
        className={layout.stack}
        onSubmit={(event) => {
          event.preventDefault();
          hold.mutate({ ...where, because });
        }}
      >
        <p>{says}</p>
        <label>
          For whom
          <select value={of} onChange={({ target }) => setOf(target.value as Whom)}>
            {Object.entries(whom).map(([value, { label }]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {asks && (
          <label>
            {asks}
            <input required value={named} onChange={({ target }) => setNamed(target.value)} />
          </label>
        )}
        <label>
          Why
          <input
            required
            autoFocus
            value={because}
            placeholder="for the story and your colleagues"
            onChange={({ target }) => setBecause(target.value)}
          />
        </label>
        <div className={layout.row}>
          <button className={kind === 'stop' ? 'danger' : 'main'} disabled={hold.isPending}>
            {button} for {of === 'everybody' ? 'everybody' : named.trim() || '…'}
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}

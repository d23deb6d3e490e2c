import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../app/api.ts';
import { useAct } from '../../../app/use-act.ts';
import { ActForm } from '../../../parts/act-form.tsx';
import { Choice } from '../../../parts/choice.tsx';
import type { ActProps } from './act.ts';
import { added } from './deeds.ts';

/** Puts a lead into a running campaign, or says why it can't enter. */
export function AddToCampaign({ lead, onClose }: ActProps) {
  const { data: campaigns } = useQuery(api.campaigns.list.queryOptions({ limit: 200 }));
  const [campaignId, choose] = useState('');
  const [again, setAgain] = useState(false);
  const [refused, setRefused] = useState<string>();
  const act = useAct();
  const open = (campaigns?.items ?? []).filter(({ content, state }) => content === null && state === 'running');
  const campaign = open.find(({ id }) => id === campaignId);
  const add = async () => {
    const done = await added(lead, campaign!, again);
    setRefused(done.undo ? undefined : done.words);
    if (done.undo) onClose();
    return done;
  };
  return (
    <ActForm
      says="The lead begins the program now. A lead is in one program at a time: if another one runs, this one starts when that ends."
      button="Add"
      busy={act.isPending}
      onSubmit={() => act.mutate(add)}
      onCancel={onClose}
    >
      <Choice
        label="Campaign"
        of={open.map(({ id, name: label }) => ({ code: id, label }))}
        value={campaignId}
        onChange={choose}
        none={campaigns && open.length === 0 ? 'No campaign accepts leads now' : 'Choose'}
      />
      <label>
        <input type="checkbox" checked={again} onChange={({ target }) => setAgain(target.checked)} /> Even if they were in it
        before
      </label>
      {refused && <p role="alert">{refused}</p>}
    </ActForm>
  );
}

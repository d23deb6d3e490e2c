import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../app/api.ts';
import { useAct } from '../../../app/use-act.ts';
import { ActForm } from '../../../parts/act-form.tsx';
import { Choice } from '../../../parts/choice.tsx';
import type { ActProps } from './act.ts';

/** Moves a lead to another track of its program. */
export function Move({ lead: { id: leadId, waits }, onClose }: ActProps) {
  const { data: policy } = useQuery(api.policy.get.queryOptions());
  const [track, choose] = useState('');
  const act = useAct(onClose);
  const at = typeof waits === 'object' ? waits : undefined;
  const tracks = policy?.tracks.find(({ program }) => program === at?.program)?.tracks ?? [];
  const move = async () => {
    const { was } = await client.leads.move.mutate({ leadId, track });
    const back = async () => {
      await client.leads.move.mutate({ leadId, track: was! });
      return { words: `The lead continues in ${was}.` };
    };
    return { words: `The lead continues in ${track}.`, ...(was !== undefined && { undo: back }) };
  };
  return (
    <ActForm
      says={`It leaves ${at?.track ?? 'its track'} now, and starts the other one from the beginning.`}
      button="Move"
      busy={act.isPending}
      onSubmit={() => act.mutate(move)}
      onCancel={onClose}
    >
      <Choice
        label="To the track"
        of={tracks.filter((name) => name !== at?.track).map((code) => ({ code, label: code }))}
        value={track}
        onChange={choose}
      />
    </ActForm>
  );
}

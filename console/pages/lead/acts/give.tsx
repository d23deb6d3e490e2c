import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../app/api.ts';
import { useAct } from '../../../app/use-act.ts';
import { ActForm } from '../../../parts/act-form.tsx';
import { Choice } from '../../../parts/choice.tsx';
import type { ActProps } from './act.ts';
import { given } from './deeds.ts';

/** Gives a lead and its open tasks to a rep. */
export function Give({ lead, onClose }: ActProps) {
  const { data: reps = [] } = useQuery(api.team.names.queryOptions());
  const [rep, choose] = useState('');
  const act = useAct(onClose);
  const { owner } = lead;
  return (
    <ActForm
      says={owner?.name === undefined ? 'Nobody owns this lead now.' : `${owner.name} owns this lead now.`}
      button="Give"
      busy={act.isPending}
      onSubmit={() => act.mutate(() => given(lead, rep))}
      onCancel={onClose}
    >
      <Choice
        label="To"
        of={reps
          .filter(({ repId }) => repId !== owner?.repId)
          .map(({ repId, name: rep, team }) => ({ code: repId, label: `${rep}, ${team}` }))}
        value={rep}
        onChange={choose}
      />
      <p className="quiet">The open tasks of their team on this lead go to them, too, and they are told.</p>
    </ActForm>
  );
}

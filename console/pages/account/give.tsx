import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../app/api.ts';
import { useAct } from '../../app/use-act.ts';
import { ActForm } from '../../parts/act-form.tsx';
import { Choice } from '../../parts/choice.tsx';
import type { AccountFormProps } from './account.ts';

/** How the choice names that a company has no owner. */
const NOBODY = 'nobody';

/** Sets who owns a company, or that nobody does. */
export function Give({ account: { id: account, owner }, onClose }: AccountFormProps) {
  const { data: reps = [] } = useQuery(api.team.names.queryOptions());
  const [rep, choose] = useState('');
  const act = useAct(onClose);
  const own = async (to: string | null, undo: boolean) => {
    const { next } = await client.accounts.own.mutate({ account, rep: to });
    return { words: next, undo: undo ? () => own(owner?.repId ?? null, false) : undefined };
  };
  const others = reps
    .filter(({ repId }) => repId !== owner?.repId)
    .map(({ repId, name, team }) => ({ code: repId, label: `${name}, ${team}` }));
  return (
    <ActForm
      says="New leads of this company go to the owner. Leads and tasks that somebody already has stay with them."
      button="Give"
      busy={act.isPending}
      onSubmit={() => act.mutate(() => own(rep === NOBODY ? null : rep, true))}
      onCancel={onClose}
    >
      <Choice
        label="To"
        of={owner ? [{ code: NOBODY, label: 'Nobody: the routing rules choose for each lead' }, ...others] : others}
        value={rep}
        onChange={choose}
      />
    </ActForm>
  );
}

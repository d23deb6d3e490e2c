import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../../../app/api.ts';
import { counted } from '../../../app/number.ts';
import { useAct } from '../../../app/use-act.ts';
import { ActForm } from '../../../parts/act-form.tsx';
import { problemInWords } from '../../../parts/problem.tsx';
import type { ActProps } from './act.ts';

/** Erases a person from every table. The address must be typed, because nothing brings them back. */
export function Erase({ lead: { id: leadId, name, email }, onClose }: ActProps) {
  const [typed, setTyped] = useState('');
  const navigate = useNavigate();
  const act = useAct();
  const { data: would, error } = useQuery({
    queryKey: ['erase', leadId],
    queryFn: () => client.leads.erase.mutate({ leadId, dryRun: true }),
    retry: false,
    gcTime: 0,
  });
  const erase = async () => {
    await client.leads.erase.mutate({ leadId });
    await navigate({ to: '/leads' });
    return { words: `${name} is erased. Their program ends, and a file can’t bring them back.` };
  };
  const rows = Object.values(would?.rows ?? {}).reduce((sum, n) => sum + n, 0);
  return (
    <ActForm
      says={`Everything that identifies ${name} is removed from every table; counts and times stay for reports. This can’t be undone.`}
      button={`Erase ${name}`}
      isFinal
      busy={act.isPending}
      isIncomplete={typed.trim() !== email || would === undefined}
      onSubmit={() => act.mutate(erase)}
      onCancel={onClose}
    >
      <p role="status">{error ? problemInWords(error) : would ? `It changes ${counted(rows, 'row')}.` : 'Counting…'}</p>
      <label>
        Type {email} to erase them
        <input autoComplete="off" value={typed} onChange={({ target }) => setTyped(target.value)} />
      </label>
    </ActForm>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../app/api.ts';
import { platformNow } from '../../../app/time.ts';
import { useAct } from '../../../app/use-act.ts';
import { ActForm } from '../../../parts/act-form.tsx';
import { Choice } from '../../../parts/choice.tsx';
import { entered, InstantField, instantOf } from '../../../parts/instant-field.tsx';
import type { ActProps } from './act.ts';

const MONTH_MS = 30 * 86_400_000;

/** Takes a lead back from sales, for a reason that says how long it rests. */
export function Recycle({ lead: { id: leadId, waits }, onClose }: ActProps) {
  const { data: policy } = useQuery(api.policy.get.queryOptions());
  const [reason, choose] = useState('');
  const [until, setUntil] = useState(() => entered(platformNow() + MONTH_MS));
  const act = useAct(onClose);
  const asksForDate = policy?.recycleReasons.find(({ code }) => code === reason)?.asksForDate ?? false;
  const recycle = async () => {
    const { text } = await client.leads.recycle.mutate({ leadId, reason, until: asksForDate ? instantOf(until) : undefined });
    const track = typeof waits === 'object' ? waits.track : undefined;
    const back = async () => {
      await client.leads.move.mutate({ leadId, track: track! });
      return { words: `The lead continues in ${track}, with a new task.` };
    };
    return { words: text, undo: track === undefined ? undefined : back };
  };
  return (
    <ActForm
      says="Trellis closes the sales task. The lead rests; then nurture continues, and the lead’s own acts bring it back to sales."
      button="Give it back to nurture"
      busy={act.isPending}
      onSubmit={() => act.mutate(recycle)}
      onCancel={onClose}
    >
      <Choice label="Why" of={policy?.recycleReasons ?? []} value={reason} onChange={choose} />
      {asksForDate && <InstantField label="It rests until" value={until} onChange={setUntil} />}
    </ActForm>
  );
}

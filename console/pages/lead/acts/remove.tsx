import { useNavigate } from '@tanstack/react-router';
import { client } from '../../../app/api.ts';
import { useAct } from '../../../app/use-act.ts';
import { ActForm } from '../../../parts/act-form.tsx';
import type { ActProps } from './act.ts';

/** Removes a lead that has done nothing yet. */
export function Remove({ lead: { id: leadId, name }, onClose }: ActProps) {
  const navigate = useNavigate();
  const act = useAct();
  const remove = async () => {
    await client.leads.remove.mutate({ leadId });
    await navigate({ to: '/leads' });
    return { words: `${name} is gone, as if they had never been added.` };
  };
  return (
    <ActForm
      says="It works as long as nothing was sent to them, they did nothing, and nobody worked on them. To take it back, add them again."
      button={`Remove ${name}`}
      isFinal
      busy={act.isPending}
      onSubmit={() => act.mutate(remove)}
      onCancel={onClose}
    />
  );
}

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
    return { words: `${name} is removed, as if they had never been added.` };
  };
  return (
    <ActForm
      says="This works only if nothing was sent to them, they did nothing, and nobody worked on them. To undo it, add them again."
      button={`Remove ${name}`}
      isFinal
      busy={act.isPending}
      onSubmit={() => act.mutate(remove)}
      onCancel={onClose}
    />
  );
}

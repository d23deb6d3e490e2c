import { client } from '../../../app/api.ts';
import { useAct } from '../../../app/use-act.ts';
import { ActForm } from '../../../parts/act-form.tsx';
import type { ActProps } from './act.ts';

/** Takes the latest merge into a lead back. */
export function Unmerge({ lead: { id: leadId, merged }, onClose }: ActProps) {
  const act = useAct(onClose);
  return (
    <ActForm
      says={`${merged.at(-1)} is a separate lead again, as before. Everything that came in since the merge stays here.`}
      button="Undo the merge"
      busy={act.isPending}
      onSubmit={() => act.mutate(() => unmerged(leadId))}
      onCancel={onClose}
    />
  );
}

/** Makes two leads of one again. */
export async function unmerged(leadId: string) {
  const { next, remains } = await client.leads.unmerge.mutate({ leadId });
  return { words: [next, ...remains].join(' ') };
}

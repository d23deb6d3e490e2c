import { useQuery } from '@tanstack/react-query';
import { api, client } from '../../../app/api.ts';
import { MergeForm } from '../../../parts/merge-form.tsx';
import type { ActProps } from './act.ts';
import { MergePreview } from './merge-preview.tsx';
import { unmerged } from './unmerge.tsx';

const likenesses = {
  sameMailbox: 'the same mailbox in another spelling',
  sameNumber: 'the same phone number',
  sameNameAndCompany: 'the same name at the same company',
} as const;

/** Finds who may be the same person, shows what would become of the two, and makes them one. */
export function Merge({ lead: { id: leadId, email, name }, onClose }: ActProps) {
  const { data: found } = useQuery(api.leads.duplicates.queryOptions({ leadId }));
  const twins = found?.items.map(({ id, email: one, other, because }) => {
    const twin = id === leadId ? other.email : one;
    return { code: twin, label: twin, because: because.map((likeness) => likenesses[likeness]).join(', ') };
  });
  return (
    <MergeForm
      question={`Who is the same person as ${name}? This lead stays and takes over from the other one.`}
      says="This lead takes over the emails, acts, tasks, deals and notes of the other one. You can undo this."
      twins={twins}
      typed={{ none: 'Nobody looks like a duplicate. You can still name somebody.', label: 'Their address', type: 'email' }}
      preview={(drop) => <MergePreview keep={{ id: leadId, email }} drop={drop} />}
      merge={async (drop) => {
        await client.leads.merge.mutate({ keep: leadId, drop });
        return { words: `${drop} is now a part of ${name}.`, undo: () => unmerged(leadId) };
      }}
      onClose={onClose}
    />
  );
}

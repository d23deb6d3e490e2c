import { useQuery } from '@tanstack/react-query';
import { api, client } from '../../app/api.ts';
import { useAct } from '../../app/use-act.ts';
import { ActForm } from '../../parts/act-form.tsx';
import { MergeForm } from '../../parts/merge-form.tsx';
import type { AccountFormProps } from './account.ts';
import { MergePreview } from './merge-preview.tsx';

const likenesses = { sameName: 'the same name', sameDomainName: 'the same domain with another ending' } as const;

/** Finds which company may be the same one, shows what would become of the two, and makes them one. */
export function Merge({ account: { id, name }, onClose }: AccountFormProps) {
  const { data: found } = useQuery(api.accounts.duplicates.queryOptions({ account: id }));
  const twins = found?.items.map(({ id: first, name: one, domain, other, because }) => {
    const twin = first === id ? other : { id: first, name: one, domain };
    const reasons = because.map((likeness) => likenesses[likeness]).join(', ');
    return { code: twin.id, label: [twin.name, twin.domain].filter(Boolean).join(', '), because: reasons };
  });
  return (
    <MergeForm
      question={`Which company is the same as ${name}? This one stays and takes over from the other one.`}
      says="This company takes over the people, tasks, deals and holds of the other one, and everybody who writes from its domain. You can undo this."
      twins={twins}
      typed={{ none: 'No company looks like a duplicate. You can still name one.', label: 'Its domain', type: 'text' }}
      preview={(drop) => <MergePreview keepId={id} drop={drop} />}
      merge={async (drop) => {
        const { next } = await client.accounts.merge.mutate({ keep: id, drop });
        return { words: next, undo: () => unmerged(id) };
      }}
      onClose={onClose}
    />
  );
}

/** Takes the latest merge into a company back. */
export function Unmerge({ account: { id, merged }, onClose }: AccountFormProps) {
  const act = useAct(onClose);
  return (
    <ActForm
      says={`${merged.at(-1)} is a separate company again, as before. People who were added since the merge stay here.`}
      button="Undo the merge"
      busy={act.isPending}
      onSubmit={() => act.mutate(() => unmerged(id))}
      onCancel={onClose}
    />
  );
}

async function unmerged(account: string) {
  const { next, remains } = await client.accounts.unmerge.mutate({ account });
  return { words: [next, ...remains].join(' ') };
}

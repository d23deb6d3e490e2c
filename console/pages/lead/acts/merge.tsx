import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../app/api.ts';
import { useAct } from '../../../app/use-act.ts';
import { ActForm } from '../../../parts/act-form.tsx';
import { TwinChoice } from '../../../parts/twin-choice.tsx';
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
  const [typed, setTyped] = useState('');
  const [drop, choose] = useState<string>();
  const act = useAct(onClose);
  const merge = async () => {
    await client.leads.merge.mutate({ keep: leadId, drop: drop! });
    return { words: `${drop} is a part of ${name} from now on.`, undo: () => unmerged(leadId) };
  };
  if (drop !== undefined)
    return (
      <ActForm
        says="Whatever was sent to the other one, what they did, tasks, deals and notes come here. You can take it back."
        button="Make them one"
        busy={act.isPending}
        onSubmit={() => act.mutate(merge)}
        onCancel={() => choose(undefined)}
      >
        <MergePreview keep={{ id: leadId, email }} drop={drop} />
      </ActForm>
    );
  const twins = found?.items.map(({ id, email: one, other, because }) => {
    const twin = id === leadId ? other.email : one;
    return { code: twin, label: twin, because: because.map((likeness) => likenesses[likeness]).join(', ') };
  });
  return (
    <ActForm
      says={`Who is the same person as ${name}? This lead stays, and takes over from the other one.`}
      button="Show both"
      busy={false}
      onSubmit={() => choose(typed.trim())}
      onCancel={onClose}
    >
      <TwinChoice
        twins={twins}
        none="Nobody looks like them. You can name somebody all the same."
        label="Their address"
        type="email"
        value={typed}
        onChange={setTyped}
      />
    </ActForm>
  );
}

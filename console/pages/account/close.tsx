import { client } from '../../app/api.ts';
import { useAct } from '../../app/use-act.ts';
import { ActForm } from '../../parts/act-form.tsx';
import { opened } from '../lead/acts/deeds.ts';
import type { AccountFormProps } from './account.ts';

/** Closes all channels to everybody at a company. */
export function Close({ account: { id: accountId, name }, onClose }: AccountFormProps) {
  const act = useAct(onClose);
  const close = async () => {
    const { id } = await client.contact.close.mutate({ accountId, reason: 'excludedAccount' });
    return { words: `From now on, nothing goes out to ${name}.`, undo: () => opened(id) };
  };
  return (
    <ActForm
      says="From now on, nobody here gets emails, texts or calls; their programs end or wait. Managers and marketers can open the company again."
      button={`Close ${name}`}
      isFinal
      busy={act.isPending}
      onSubmit={() => act.mutate(close)}
      onCancel={onClose}
    />
  );
}

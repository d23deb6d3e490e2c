import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../app/api.ts';
import { useMay } from '../../app/may.ts';
import { useAct } from '../../app/use-act.ts';
import { ActForm } from '../../parts/act-form.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { opened } from '../lead/acts/deeds.ts';
import type { Account } from './account.ts';

interface AccountActsProps {
  readonly account: Account;
}

/** Who owns a company, and whether we write to its people. */
export function AccountActs({ account }: AccountActsProps) {
  const may = useMay();
  const [giving, setGiving] = useState(false);
  const [closing, setClosing] = useState(false);
  return (
    <>
      {may('accounts.own') && <button onClick={() => setGiving(true)}>Give to somebody…</button>}
      {may('contact.close') && <button onClick={() => setClosing(true)}>Write to nobody here…</button>}
      <Dialog title={`Who owns ${account.name}`} open={giving} onClose={() => setGiving(false)}>
        <Give account={account} onClose={() => setGiving(false)} />
      </Dialog>
      <Dialog title={`Write to nobody at ${account.name}`} open={closing} onClose={() => setClosing(false)}>
        <Close account={account} onClose={() => setClosing(false)} />
      </Dialog>
    </>
  );
}

interface FormProps extends AccountActsProps {
  readonly onClose: () => void;
}

function Give({ account: { id: account, owner }, onClose }: FormProps) {
  const { data: reps = [] } = useQuery(api.team.names.queryOptions());
  const [rep, choose] = useState('');
  const act = useAct(onClose);
  const own = async (to: string | null, undo: boolean) => {
    const { next } = await client.accounts.own.mutate({ account, rep: to });
    return { words: next, undo: undo ? () => own(owner?.repId ?? null, false) : undefined };
  };
  return (
    <ActForm
      says="New leads of this company are routed to the owner. Leads and tasks that are with somebody stay there."
      button="Give"
      busy={act.isPending}
      onSubmit={() => act.mutate(() => own(rep, true))}
      onCancel={onClose}
    >
      <Choice
        label="To"
        of={reps
          .filter(({ repId }) => repId !== owner?.repId)
          .map(({ repId, name, team }) => ({ code: repId, label: `${name}, ${team}` }))}
        value={rep}
        onChange={choose}
      />
    </ActForm>
  );
}

function Close({ account: { id: accountId, name }, onClose }: FormProps) {
  const act = useAct(onClose);
  const close = async () => {
    const { id } = await client.contact.close.mutate({ accountId, reason: 'excludedAccount' });
    return { words: `Nothing goes out to ${name} from now on.`, undo: () => opened(id) };
  };
  return (
    <ActForm
      says="Nobody here gets emails, texts or calls from now on; their programs end or wait. Managers and marketers can open it again."
      button={`Write to nobody at ${name}`}
      isFinal
      busy={act.isPending}
      onSubmit={() => act.mutate(close)}
      onCancel={onClose}
    />
  );
}

import { useState } from 'react';
import { client, type Inputs } from '../../app/api.ts';
import { useAct } from '../../app/use-act.ts';
import { ActForm } from '../../parts/act-form.tsx';
import { Choice } from '../../parts/choice.tsx';
import type { Account, AccountFormProps } from './account.ts';

type Correction = Omit<Inputs['accounts']['update'], 'account'>;

const relationships: Readonly<Record<Account['relationship'], string>> = {
  prospect: 'Prospect',
  customer: 'Customer: nobody here enters a program for leads',
  competitor: 'Competitor: nobody here enters a program for leads',
  partner: 'Partner: nobody here enters a program for leads',
};

/** Corrects what is known of a company. Only what was changed is sent; undo restores what the API says was there before. */
export function Correct({ account, onClose }: AccountFormProps) {
  const [changed, setChanged] = useState<Correction>({});
  const act = useAct(onClose);
  const change = (part: Correction) => setChanged({ ...changed, ...part });
  return (
    <ActForm
      says="Files, forms and providers no longer change what you correct, and everybody here is scored by it. Fields that you leave empty are deleted."
      button="Save"
      busy={act.isPending}
      isIncomplete={Object.keys(changed).length === 0}
      onSubmit={() => act.mutate(() => corrected(account, changed))}
      onCancel={onClose}
    >
      <label>
        Name
        <input required defaultValue={account.name} onChange={({ target }) => change({ name: target.value })} />
      </label>
      <Choice
        label="Relationship"
        of={Object.entries(relationships).map(([code, label]) => ({ code, label }))}
        value={changed.relationship ?? account.relationship}
        onChange={(code) => change({ relationship: code as Correction['relationship'] })}
      />
      <label>
        Size, in people
        <input
          type="number"
          min={1}
          defaultValue={account.size ?? ''}
          onChange={({ target }) => change({ size: target.value === '' ? null : target.valueAsNumber })}
        />
      </label>
      <label>
        Industry
        <input defaultValue={account.industry ?? ''} onChange={({ target }) => change({ industry: orNothing(target.value) })} />
      </label>
      <label>
        Region
        <input defaultValue={account.region ?? ''} onChange={({ target }) => change({ region: orNothing(target.value) })} />
      </label>
    </ActForm>
  );
}

const orNothing = (text: string): string | null => text.trim() || null;

async function corrected({ id: account, name }: Account, values: Correction) {
  const { was } = await client.accounts.update.mutate({ account, ...values });
  const back = async () => {
    await client.accounts.update.mutate({ account, ...was });
    return { words: `${name} is as before.` };
  };
  return { words: 'Everybody at the company is scored by the new values.', ...(Object.keys(was).length > 0 && { undo: back }) };
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { seniorities } from '../../../../domain/people/persona.ts';
import { refusedBy } from '../../../../client/index.ts';
import { api, client, type Inputs } from '../../../app/api.ts';
import { useAct } from '../../../app/use-act.ts';
import { ActForm } from '../../../parts/act-form.tsx';
import { Choice } from '../../../parts/choice.tsx';
import { problemInWords } from '../../../parts/problem.tsx';
import type { Lead } from '../lead.ts';
import type { ActProps } from './act.ts';
import { OwnField } from './own-field.tsx';

type Correction = Omit<Inputs['leads']['update'], 'leadId'>;

const texts = [
  ['firstName', 'First name'],
  ['lastName', 'Last name'],
  ['title', 'Title'],
  ['phone', 'Phone'],
  ['country', 'Country'],
  ['zone', 'Time zone'],
] as const satisfies readonly (readonly [keyof Correction, string])[];

/** Corrects what is known of a person. Only what was changed is sent; the API says what it does not understand. */
export function Correct({ lead, onClose }: ActProps) {
  const { data: policy } = useQuery(api.policy.get.queryOptions());
  const [changed, setChanged] = useState<Correction>({});
  const [problem, setProblem] = useState<unknown>();
  const act = useAct();
  const change = (part: Correction) => setChanged({ ...changed, ...part });
  const save = async () => {
    setProblem(undefined);
    const { id: leadId, name } = lead;
    try {
      const { next } = await client.leads.update.mutate({ leadId, ...changed });
      onClose();
      const back = async () => {
        await client.leads.update.mutate({ leadId, ...before(lead, changed) });
        return { words: `${name} is as before.` };
      };
      return { words: next, undo: back };
    } catch (error) {
      setProblem(error);
      throw error;
    }
  };
  return (
    <ActForm
      says="Fields that you leave empty are deleted. You can restore the old values."
      button="Save"
      busy={act.isPending}
      isIncomplete={Object.keys(changed).length === 0}
      onSubmit={() => act.mutate(save)}
      onCancel={onClose}
    >
      {texts.map(([field, label]) => (
        <label key={field}>
          {label}
          <input
            value={changed[field] ?? (field in changed ? '' : (lead[field] ?? ''))}
            onChange={({ target }) => change({ [field]: target.value.trim() === '' && field !== 'zone' ? null : target.value })}
          />
        </label>
      ))}
      <Choice
        label="Role"
        of={policy?.personas ?? []}
        value={changed.persona ?? lead.persona ?? ''}
        onChange={(persona) => change({ persona })}
        required={false}
      />
      <Choice
        label="Seniority"
        of={Object.entries(seniorities).map(([code, { label }]) => ({ code, label }))}
        value={changed.seniority ?? lead.seniority ?? ''}
        onChange={(code) => change({ seniority: code as Correction['seniority'] })}
        required={false}
      />
      {lead.fields.map((field) => (
        <OwnField
          key={field.name}
          field={field}
          onChange={(value) => change({ fields: { ...changed.fields, [field.name]: value } })}
        />
      ))}
      {refusedBy(problem) && <p role="alert">{problemInWords(problem)}</p>}
    </ActForm>
  );
}

/** What takes a correction back: the values before it. */
function before(lead: Lead, { fields, ...changed }: Correction): Correction {
  const was = Object.keys(changed).map((field) => [field, lead[field as keyof typeof changed & keyof Lead] ?? null]);
  const wasOfApp = Object.keys(fields ?? {}).map((name) => [name, lead.fields.find((one) => one.name === name)?.value ?? null]);
  return { ...(Object.fromEntries(was) as Correction), ...(fields && { fields: Object.fromEntries(wasOfApp) }) };
}

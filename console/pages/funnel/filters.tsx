import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { PeriodChoice } from '../../parts/period-choice.tsx';
import layout from '../../style/layout.module.css';
import type { FunnelSearch } from './search.ts';

/** What the whole page is narrowed to; it is in the address. */
export function Filters() {
  const search = useSearch({ from: '/funnel' });
  const navigate = useNavigate();
  const show = (changed: FunnelSearch) => void navigate({ to: '/funnel', search: { ...search, ...changed }, replace: true });
  const { data: campaigns } = useQuery(api.campaigns.list.queryOptions({ limit: 200 }));
  const { data: policy } = useQuery({ ...api.policy.get.queryOptions(), staleTime: Infinity });
  const isNarrowed = [search.campaign, search.source, search.persona, search.program].some(Boolean);
  return (
    <div className={layout.row} role="group" aria-label="What is counted">
      <PeriodChoice of={search} onChange={({ days, from, to }) => show({ days, from, to })} />
      <Choice
        label="Campaign"
        all="All campaigns"
        of={(campaigns?.items ?? []).map(({ id, name }) => ({ code: id, label: name }))}
        value={search.campaign}
        onChange={(campaign) => show({ campaign })}
      />
      <Choice
        label="Persona"
        all="All personas"
        of={policy?.personas ?? []}
        value={search.persona}
        onChange={(persona) => show({ persona })}
      />
      {search.source && <button onClick={() => show({ source: undefined })}>Source: {search.source} ✕</button>}
      {search.program && <button onClick={() => show({ program: undefined })}>Program: {search.program} ✕</button>}
      {isNarrowed && (
        <button
          className="bare"
          onClick={() => show({ campaign: undefined, source: undefined, persona: undefined, program: undefined })}
        >
          Count all leads
        </button>
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly all: string;
  readonly of: readonly { readonly code: string; readonly label: string }[];
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

const Choice = ({ label, all, of, value, onChange }: ChoiceProps) => (
  <label>
    <span className="visually-hidden">{label}</span>
    <select value={value ?? ''} onChange={({ target }) => onChange(target.value || undefined)}>
      <option value="">{all}</option>
      {of.map(({ code, label: name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  </label>
);

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { funnelStages } from '../../../domain/lead/funnel.ts';
import { temperatures } from '../../../domain/scoring/threshold.ts';
import { api } from '../../app/api.ts';
import layout from '../../style/layout.module.css';

interface FilterKind {
  readonly label: string;
  /** The term for a value. */
  readonly term: (value: string) => string;
  /** The values to choose from; any text, if it is missing. */
  readonly of?: readonly { readonly code: string; readonly label: string }[];
  readonly example?: string;
}

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
const rowsOf = (table: Readonly<Record<string, { readonly label?: string }>>) =>
  Object.entries(table).map(([code, { label = code }]) => ({ code, label }));

/** The filters that people choose most; every other one can be written. */
function useKinds(): readonly FilterKind[] {
  const { data: policy } = useQuery(api.policy.get.queryOptions());
  const { data: campaigns } = useQuery(api.campaigns.list.queryOptions({ limit: 100 }));
  const { data: reps = [] } = useQuery(api.team.names.queryOptions());
  const named = (names: readonly string[]) => names.map((name) => ({ code: name, label: name }));
  return [
    { label: 'Stage', term: (code) => `stage is ${code}`, of: rowsOf(funnelStages) },
    { label: 'Temperature', term: (code) => `temperature is ${code}`, of: named(Object.keys(temperatures)) },
    { label: 'Owner', term: (name) => `ownerName is ${quoted(name)}`, of: named(reps.map(({ name }) => name)) },
    { label: 'Company', term: (text) => `company has ${quoted(text)}`, example: 'Archer' },
    { label: 'Title', term: (text) => `title has ${quoted(text)}`, example: 'director' },
    { label: 'Country', term: (text) => `country is ${quoted(text)}`, example: 'NL' },
    { label: 'Source', term: (text) => `source is ${quoted(text)}`, example: 'fair' },
    { label: 'Role', term: (code) => `persona is ${quoted(code)}`, of: policy?.personas ?? [] },
    {
      label: 'In the campaign',
      term: (name) => `in campaign ${quoted(name)}`,
      of: named((campaigns?.items ?? []).map(({ name }) => name)),
    },
    {
      label: 'Held',
      term: (code) => `held is ${code}`,
      of: [
        { code: 'yes', label: 'They get no emails yet' },
        { code: 'no', label: 'They may get emails' },
      ],
    },
    { label: 'Added within days', term: (days) => `created within ${quotedDays(days)}`, example: '30' },
    { label: 'Clicked within days', term: (days) => `clicked within ${quotedDays(days)}`, example: '30' },
    { label: 'Was sent', term: (content) => `was sent ${quoted(content)}`, example: 'guide' },
  ];
}

const quotedDays = (text: string): string => `${Number.parseInt(text, 10) || 30} days`;

/** Adds a term to what the list is narrowed to. */
export function AddFilter({ onAdd }: { readonly onAdd: (term: string) => void }) {
  const kinds = useKinds();
  const [index, setIndex] = useState(0);
  const [value, setValue] = useState('');
  const kind = kinds[index]!;
  return (
    <form
      className={layout.row}
      onSubmit={(event) => {
        event.preventDefault();
        onAdd(kind.term(value.trim()));
        setValue('');
      }}
    >
      <label>
        <span className="visually-hidden">Filter by</span>
        <select
          value={index}
          onChange={({ target }) => {
            setIndex(Number(target.value));
            setValue('');
          }}
        >
          {kinds.map(({ label }, at) => (
            <option key={label} value={at}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span className="visually-hidden">{kind.label}</span>
        {kind.of ? (
          <select required value={value} onChange={({ target }) => setValue(target.value)}>
            <option value="">Choose</option>
            {kind.of.map(({ code, label }) => (
              <option key={code} value={code}>
                {label}
              </option>
            ))}
          </select>
        ) : (
          <input required value={value} placeholder={kind.example} onChange={({ target }) => setValue(target.value)} />
        )}
      </label>
      <button>Add the filter</button>
    </form>
  );
}

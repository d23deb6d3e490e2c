import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useId } from 'react';
import { api } from '../app/api.ts';
import { useMay } from '../app/may.ts';
import { counted } from '../app/number.ts';
import { minute } from '../app/time.ts';
import { AudienceWords } from './audience-words.tsx';
import { PastedAddresses } from './pasted-addresses.tsx';
import { problemInWords } from './problem.tsx';
import layout from '../style/layout.module.css';

interface AudienceFieldProps {
  readonly value: string;
  readonly onChange: (audience: string) => void;
}

/** An audience in words, with the number of leads that it has now; saved segments and files can be chosen. */
export function AudienceField({ value, onChange }: AudienceFieldProps) {
  const about = useId();
  const asked = useDeferredValue(value.trim());
  const { data: counts, error } = useQuery({
    ...api.segments.count.queryOptions({ audience: asked || 'everybody' }),
    enabled: asked !== '',
    retry: false,
  });
  return (
    <div className={layout.stack}>
      <label>
        Which leads
        <textarea
          required
          rows={2}
          value={value}
          placeholder="country is NL, BE and stage is inquiry"
          aria-describedby={about}
          onChange={({ target }) => onChange(target.value)}
        />
      </label>
      <p id={about} role="status">
        {error ? (
          problemInWords(error)
        ) : asked === '' ? (
          <span className="quiet">Describe an audience in words, or choose one below.</span>
        ) : counts ? (
          <>
            <Link to="/leads" search={{ where: asked }}>
              {counted(counts.leads, 'lead')}
            </Link>{' '}
            <span className="quiet">
              <AudienceWords of={counts.words} />
            </span>
          </>
        ) : (
          <span className="quiet">Counting…</span>
        )}
      </p>
      <Choices onChoose={onChange} />
      <PastedAddresses onChoose={onChange} />
    </div>
  );
}

/** Saved segments, files of leads, and everybody: each one fills in the field. */
function Choices({ onChoose }: { readonly onChoose: (audience: string) => void }) {
  const may = useMay();
  const { data: segments } = useQuery({ ...api.segments.list.queryOptions({ limit: 20 }), enabled: may('segments.list') });
  const { data: files } = useQuery({ ...api.imports.list.queryOptions({ limit: 5 }), enabled: may('imports.list') });
  const choices = [
    ...(segments?.items ?? []).map(({ name }) => ({ label: `Segment “${name}”`, audience: `in segment "${name}"` })),
    ...(files?.items ?? []).map(({ id, source, at, created, updated }) => ({
      label: `File “${source}” of ${minute(at)} (${created + updated})`,
      audience: `in import ${id}`,
    })),
    { label: 'Everybody', audience: 'everybody' },
  ];
  return (
    <div className={layout.row} role="group" aria-label="Audiences to choose">
      {choices.map(({ label, audience }) => (
        <button key={audience} type="button" onClick={() => onChoose(audience)}>
          {label}
        </button>
      ))}
    </div>
  );
}

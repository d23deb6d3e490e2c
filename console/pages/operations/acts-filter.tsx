import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import styles from './operations.module.css';
import type { ActsSearch } from './search.ts';

interface ActsFilterProps {
  readonly search: ActsSearch;
  readonly onNarrow: (search: ActsSearch) => void;
}

const empty: ActsSearch = { who: undefined, what: undefined, whom: undefined, from: undefined, to: undefined };

/** Who, what, whom and when. */
export function ActsFilter({ search, onNarrow }: ActsFilterProps) {
  const { data: acts = [] } = useQuery(api.audit.acts.queryOptions(undefined, { staleTime: Infinity }));
  const isNarrowed = Object.values(search).some((value) => value !== undefined);
  return (
    <div className={styles.filter}>
      <TextField label="Who" placeholder="a name" value={search.who} onChange={(who) => onNarrow({ who })} />
      <label>
        What
        <select value={search.what ?? ''} onChange={({ target }) => onNarrow({ what: target.value || undefined })}>
          <option value="">everything</option>
          {acts.map(({ action, text }) => (
            <option key={action} value={action}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <TextField label="Whom" placeholder="address of a lead" value={search.whom} onChange={(whom) => onNarrow({ whom })} />
      <label>
        From
        <input type="date" value={search.from ?? ''} onChange={({ target }) => onNarrow({ from: target.value || undefined })} />
      </label>
      <label>
        To
        <input type="date" value={search.to ?? ''} onChange={({ target }) => onNarrow({ to: target.value || undefined })} />
      </label>
      {isNarrowed && (
        <button className="bare" onClick={() => onNarrow(empty)}>
          Show all
        </button>
      )}
    </div>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string | undefined;
  readonly onChange: (text: string | undefined) => void;
}

/** A text that counts when somebody has typed it: with Enter, or by leaving the field. */
function TextField({ label, placeholder, value = '', onChange }: TextFieldProps) {
  const [typed, setTyped] = useState({ text: value, of: value });
  const text = typed.of === value ? typed.text : value;
  const say = () => text.trim() !== value && onChange(text.trim() || undefined);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        say();
      }}
    >
      <label>
        {label}
        <input
          value={text}
          placeholder={placeholder}
          onChange={({ target }) => setTyped({ text: target.value, of: value })}
          onBlur={say}
        />
      </label>
    </form>
  );
}

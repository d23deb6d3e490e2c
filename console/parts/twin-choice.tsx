export interface Twin {
  /** What names it to the API. */
  readonly code: string;
  readonly label: string;
  /** Why it may be the same. */
  readonly because: string;
}

interface TwinChoiceProps {
  /** Those that look alike; undefined while they are looked for. */
  readonly twins: readonly Twin[] | undefined;
  /** What it shows if nothing looks alike. */
  readonly none: string;
  /** What one types to name another one, and the kind of field for it. */
  readonly label: string;
  readonly type: 'email' | 'text';
  readonly value: string;
  readonly onChange: (code: string) => void;
}

/** Chooses what is the same as what the page shows: of those that look alike, or by typing what it is called. */
export function TwinChoice({ twins, none, label, type, value, onChange }: TwinChoiceProps) {
  const isListed = twins?.some(({ code }) => code === value) ?? false;
  return (
    <>
      <ul>
        {twins?.map(({ code, label: name, because }) => (
          <li key={code}>
            <label>
              <input type="radio" name="twin" checked={code === value} onChange={() => onChange(code)} /> {name}{' '}
              <small>{because}</small>
            </label>
          </li>
        ))}
      </ul>
      {twins?.length === 0 && <p className="quiet">{none}</p>}
      <label>
        {label}
        <input type={type} required={!isListed} value={isListed ? '' : value} onChange={({ target }) => onChange(target.value)} />
      </label>
    </>
  );
}

import { useState } from 'react';
import layout from '../../style/layout.module.css';
import { useTakers } from './people.ts';

interface GiveToProps {
  readonly team: string;
  /** Who has it now. */
  readonly not: string | undefined;
  readonly busy: boolean;
  readonly onGive: (rep: string) => void;
  readonly onCancel: () => void;
}

/** Chooses a colleague of the team who is there; the load of each stands beside the name. */
export function GiveTo({ team, not, busy, onGive, onCancel }: GiveToProps) {
  const takers = useTakers(team).filter(({ id }) => id !== not);
  const [chosen, choose] = useState<string>();
  const to = chosen ?? takers[0]?.id;
  if (takers.length === 0)
    return (
      <p>
        Nobody else in this team is available.{' '}
        <button className="bare" onClick={onCancel}>
          Back
        </button>
      </p>
    );
  return (
    <form
      className={layout.row}
      onSubmit={(event) => {
        event.preventDefault();
        onGive(to!);
      }}
    >
      <label>
        <span className="visually-hidden">Give to</span>
        <select autoFocus value={to} onChange={({ target }) => choose(target.value)}>
          {takers.map(({ id, name, open, capacity }) => (
            <option key={id} value={id}>
              {name}: {open} of {capacity}
            </option>
          ))}
        </select>
      </label>
      <button className="main" disabled={busy}>
        Give
      </button>
      <button type="button" className="bare" onClick={onCancel}>
        Cancel
      </button>
    </form>
  );
}

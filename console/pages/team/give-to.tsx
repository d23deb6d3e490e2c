import { useRef, useState } from 'react';
import layout from '../../style/layout.module.css';
import { useTakers } from './people.ts';

interface GiveToProps {
  readonly team: string;
  /** Who has it now. */
  readonly not: string | undefined;
  readonly busy: boolean;
  readonly onGive: (rep: string) => void;
  /** Whether it asks now. */
  readonly asking: boolean;
  readonly onAsk: (asking: boolean) => void;
  /** The key that makes it ask, where one does. */
  readonly hint?: string;
}

/** A button that asks which colleague gets something. When it has asked, it has the focus again. */
export function GiveTo({ asking, onAsk, hint, onGive, ...whom }: GiveToProps) {
  const hasAsked = useRef(false);
  if (asking) {
    hasAsked.current = true;
    return (
      <Whom
        {...whom}
        onCancel={() => onAsk(false)}
        onGive={(rep) => {
          onAsk(false);
          onGive(rep);
        }}
      />
    );
  }
  return (
    <button autoFocus={hasAsked.current} onClick={() => onAsk(true)}>
      {hint && <kbd>{hint}</kbd>} Give to…
    </button>
  );
}

interface WhomProps extends Pick<GiveToProps, 'team' | 'not' | 'busy' | 'onGive'> {
  readonly onCancel: () => void;
}

/** Chooses a colleague of the team who is there; the load of each is beside the name. */
function Whom({ team, not, busy, onGive, onCancel }: WhomProps) {
  const takers = useTakers(team).filter(({ id }) => id !== not);
  const [chosen, choose] = useState<string>();
  const to = chosen ?? takers[0]?.id;
  if (takers.length === 0)
    return (
      <p>
        Nobody else in this team is available.{' '}
        <button autoFocus className="bare" onClick={onCancel}>
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
      onKeyDown={({ key }) => key === 'Escape' && onCancel()}
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

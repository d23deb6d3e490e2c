import { useState } from 'react';
import layout from '../../style/layout.module.css';

interface AssignProps {
  readonly busy: boolean;
  readonly onAssign: (lead: string) => void;
}

/** Makes a message one of a lead, by their address. */
export function Assign({ busy, onAssign }: AssignProps) {
  const [isOpen, open] = useState(false);
  const [lead, setLead] = useState('');
  if (!isOpen) return <button onClick={() => open(true)}>Assign to a lead…</button>;
  return (
    <form
      className={layout.row}
      onSubmit={(event) => {
        event.preventDefault();
        onAssign(lead.trim());
      }}
    >
      <label>
        <span className="visually-hidden">The address of the lead</span>
        <input
          autoFocus
          required
          type="email"
          placeholder="address of the lead"
          value={lead}
          onChange={({ target }) => setLead(target.value)}
        />
      </label>
      <button className="main" disabled={busy}>
        Assign
      </button>
      <button type="button" className="bare" onClick={() => open(false)}>
        Cancel
      </button>
    </form>
  );
}

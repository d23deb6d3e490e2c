import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import layout from '../../style/layout.module.css';

interface MoveToProps {
  readonly label: string;
  /** Whose tracks there are to choose from; without one, nothing can be moved. */
  readonly program: string | undefined;
  readonly onMove: (track: string) => void;
}

/** Moves leads to a track of their program. */
export function MoveTo({ label, program, onMove }: MoveToProps) {
  const [isOpen, open] = useState(false);
  const [chosen, choose] = useState<string>();
  const { data } = useQuery({ ...api.programs.list.queryOptions(), enabled: isOpen });
  const tracks = data?.find(({ id }) => id === program)?.tracks ?? [];
  const track = chosen !== undefined && tracks.includes(chosen) ? chosen : tracks[0];
  if (!isOpen || program === undefined)
    return (
      <button disabled={program === undefined} onClick={() => open(true)}>
        {label}
      </button>
    );
  return (
    <form
      className={layout.row}
      onSubmit={(event) => {
        event.preventDefault();
        open(false);
        if (track !== undefined) onMove(track);
      }}
    >
      <label>
        <span className="visually-hidden">Track</span>
        <select autoFocus value={track} onChange={({ target }) => choose(target.value)}>
          {tracks.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <button className="main" disabled={track === undefined}>
        Move
      </button>
      <button type="button" className="bare" onClick={() => open(false)}>
        Cancel
      </button>
    </form>
  );
}

import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Inputs } from '../../app/api.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { SortChoice } from '../../parts/sort-choice.tsx';
import layout from '../../style/layout.module.css';
import { columns } from './columns.tsx';
import styles from './leads.module.css';

const sorts = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  moved: 'Latest change of stage first',
  interest: 'Most interested first',
  fit: 'Best fit first',
} as const satisfies Record<NonNullable<Exclude<Inputs['leads']['list'], void>['sort']>, string>;

interface ViewProps {
  readonly sort: string | undefined;
  /** The names of the columns that are shown. */
  readonly shown: readonly string[];
}

/** How the list is sorted, and which columns it shows. */
export function View({ sort, shown }: ViewProps) {
  const navigate = useNavigate({ from: '/leads' });
  const [choosing, setChoosing] = useState(false);
  const turn = (name: string, isOn: boolean) => {
    const names = columns.map((column) => column.name).filter((one) => (one === name ? isOn : shown.includes(one)));
    void navigate({ search: (now) => ({ ...now, columns: names.join(',') }), replace: true });
  };
  return (
    <>
      <SortChoice
        of={sorts}
        value={sort ?? 'newest'}
        onChange={(to) => void navigate({ search: (now) => ({ ...now, sort: to }), replace: true })}
      />
      <button onClick={() => setChoosing(true)}>Columns…</button>
      <Dialog title="Columns" open={choosing} onClose={() => setChoosing(false)}>
        <ul className={`${layout.stack} ${styles.columns}`}>
          {columns.map(({ name, title }) => (
            <li key={name}>
              <label>
                <input
                  type="checkbox"
                  checked={shown.includes(name)}
                  disabled={name === 'name'}
                  onChange={({ target }) => turn(name, target.checked)}
                />{' '}
                {title}
              </label>
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}

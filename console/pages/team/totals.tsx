import type { Outputs } from '../../app/api.ts';
import { Figures } from '../../parts/figures.tsx';
import { Opens } from '../../parts/opens.tsx';
import { NOBODY } from '../team-tasks/search.ts';
import type { Rep } from './rep.ts';

interface TotalsProps {
  readonly reps: readonly Rep[];
  readonly nobody: Outputs['team']['load']['nobody'];
}

/** How many tasks are open, late and free, and how many reps are here. */
export function Totals({ reps, nobody }: TotalsProps) {
  const sum = (of: readonly { readonly open: number; readonly overdue: number }[], what: 'open' | 'overdue') =>
    of.reduce((all, row) => all + row[what], 0);
  const overdue = sum(reps, 'overdue') + sum(nobody, 'overdue');
  const waiting = sum(nobody, 'open');
  return (
    <Figures
      of={[
        { label: 'Open tasks', value: <Opens n={sum(reps, 'open') + waiting} what="Open tasks" to={{ to: '/team/tasks' }} /> },
        {
          label: 'Overdue',
          value: <Opens n={overdue} what="Overdue tasks" to={{ to: '/team/tasks', search: { due: 'now' } }} />,
          tone: overdue > 0 ? 'late' : 'plain',
        },
        {
          label: 'Nobody has',
          value: <Opens n={waiting} what="Tasks that nobody has" to={{ to: '/team/tasks', search: { rep: NOBODY } }} />,
          about: waiting > 0 && 'their team can take them',
          tone: waiting > 0 ? 'late' : 'plain',
        },
        { label: 'Here today', value: `${reps.filter(({ away }) => !away).length} of ${reps.length}` },
      ]}
    />
  );
}

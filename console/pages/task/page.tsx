import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { Problem } from '../../parts/problem.tsx';
import { TwoPanes } from '../../parts/two-panes.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { DayList } from '../my-day/day-list.tsx';
import { CallSheet } from './call-sheet.tsx';
import styles from './page.module.css';

/** A task: for a rep beside their day, for everybody else alone. */
export function Page() {
  const { task } = useParams({ from: '/tasks/$task' });
  const { data: me } = useSuspenseQuery(api.people.me.queryOptions());
  if (me.repId === undefined) return <Task taskId={task} />;
  return (
    <TwoPanes list={<DayList />} open>
      <Link to="/my-day" className={styles.back}>
        Back to my day
      </Link>
      <Task taskId={task} />
    </TwoPanes>
  );
}

function Task({ taskId }: { readonly taskId: string }) {
  const { data: sheet, error, refetch } = useQuery(api.tasks.get.queryOptions({ taskId }));
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  return sheet ? <CallSheet key={taskId} sheet={sheet} /> : <Waiting />;
}

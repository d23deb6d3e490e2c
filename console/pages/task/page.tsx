import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { Problem } from '../../parts/problem.tsx';
import { TwoPanes } from '../../parts/two-panes.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { DayList } from '../my-day/day-list.tsx';
import { CallSheet } from './call-sheet.tsx';
import styles from './page.module.css';

/** A task beside the day it belongs to. */
export function Page() {
  const { task } = useParams({ from: '/tasks/$task' });
  const { data: sheet, error, refetch } = useQuery(api.tasks.get.queryOptions({ taskId: task }));
  return (
    <TwoPanes list={<DayList />} open>
      <Link to="/my-day" className={styles.back}>
        Back to my day
      </Link>
      {error ? (
        <Problem error={error} reset={() => void refetch()} />
      ) : sheet ? (
        <CallSheet key={task} sheet={sheet} />
      ) : (
        <Waiting />
      )}
    </TwoPanes>
  );
}

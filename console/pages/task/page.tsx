import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { CallSheet } from './call-sheet.tsx';
import styles from './page.module.css';

/** A task; a rep has their list beside it. */
export function Page() {
  const { task: taskId } = useParams({ from: '/day/tasks/$task' });
  const { show } = useSearch({ from: '/day' });
  const { data: me } = useQuery(api.people.me.queryOptions());
  const { data: sheet, error, refetch } = useQuery(api.tasks.get.queryOptions({ taskId }));
  return (
    <>
      {me?.repId === undefined ? (
        <Link to="/team/tasks" className={styles.back}>
          Back to the tasks of the team
        </Link>
      ) : (
        <Link to="/my-day" search={{ show }} className={styles.back}>
          Back to my day
        </Link>
      )}
      {error ? (
        <Problem error={error} reset={() => void refetch()} />
      ) : sheet ? (
        <CallSheet key={taskId} sheet={sheet} />
      ) : (
        <Waiting />
      )}
    </>
  );
}

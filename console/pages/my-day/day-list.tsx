import { Link, useSearch } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { usePages } from '../../app/use-pages.ts';
import { Empty } from '../../parts/empty.tsx';
import { KeyList } from '../../parts/key-list.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Activity } from './activity.tsx';
import { Card } from './card.tsx';
import styles from './day-list.module.css';
import { Line } from './line.tsx';
import { Numbers } from './numbers.tsx';
import { shows } from './search.ts';
import { useOpenTask } from './use-open-task.ts';

/** My open tasks and those of my team that nobody has, with three numbers about them. */
export function DayList() {
  const { show } = useSearch({ from: '/day' });
  const list = usePages(api.tasks.list, { of: 'me', ...(show && shows[show].filter) });
  const openTask = useOpenTask();
  const tasks = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  const under = (
    <div className={styles.under}>
      <Activity />
    </div>
  );
  return (
    <>
      <PageHead title="My day" about={show && <Link to="/my-day">Show all my tasks</Link>} />
      <div className={styles.numbers}>
        <Numbers show={show} />
      </div>
      {list.isPending ? (
        <Waiting />
      ) : tasks.length === 0 ? (
        <div className={styles.none}>
          <Empty title={show ? shows[show].none : 'Nothing is due.'}>
            A task appears here as soon as a lead is ready for you, and you get an email about it.
          </Empty>
          {under}
        </div>
      ) : (
        <KeyList
          label="My tasks"
          items={tasks}
          keyOf={({ taskId }) => taskId}
          linkOf={({ taskId }) => ({ to: '/tasks/$task', params: { task: taskId }, search: { show } })}
          openKey={openTask}
          more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
          around={(task, link) => (
            <Card task={task} show={show}>
              {link}
            </Card>
          )}
          foot={under}
        >
          {(task) => <Line task={task} />}
        </KeyList>
      )}
    </>
  );
}
